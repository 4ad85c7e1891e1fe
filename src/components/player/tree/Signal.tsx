/** A signal on its way, or just arrived: the line from sender to target, the diamond that rides on it, its name. */
import { pure } from '../pure.ts';
import type { Flight } from './signals.ts';

export const Signal = pure(({ flight, flying, named }: { flight: Flight; flying: boolean; named: boolean }) => {
  const { start, to, path, diamond, label } = flight;
  const way = start
    ? `--from:translate(${start.x}px,${start.y}px);--to:translate(${to.x}px,${to.y}px)`
    : `offset-path:path("${path}")`;
  return (
    <g class={`sg sg-${diamond}${flying ? ' sg-flies' : ''}`} data-signal={flight.signal}>
      <path class="sg-halo" d={path} />
      <path class="sg-line" d={path} />
      <g
        class={start ? 'sg-ride sg-straight' : 'sg-ride'}
        style={flying ? way : undefined}
        transform={flying ? undefined : `translate(${to.x} ${to.y})`}
      >
        <path class="sg-mark" d="M0-9 9 0 0 9-9 0Z" />
        {diamond === 'lost' && <path class="sg-strike" d="M-9 9 9-9" />}
      </g>
      {named && (
        <text class="sg-name" x={label.x} y={label.y} text-anchor={label.anchor}>
          SIG{flight.signal}
        </text>
      )}
    </g>
  );
});
