/** A sentence set as LOOK sets it: names bold, what the kernel says in mono. */
import type { Said } from '@/player/index.ts';

export const Says = ({ said }: { said: Said }) => (
  <>
    {said.map((piece, index) =>
      piece.is === 'name' ? (
        <b key={index}>{piece.text}</b>
      ) : piece.is === 'code' ? (
        <code key={index}>{piece.text}</code>
      ) : (
        piece.text
      ),
    )}
  </>
);
