/** What the player itself says, in both editions. Sentences about a run are in `src/player/`. */
import type { Locale } from '@/i18n/index.ts';
import type { LifeState } from '@/player/index.ts';

export interface PlayerWords {
  player: string;
  scenarioLabel: string;
  states: Record<LifeState | 'adopted', string>;
  key: Record<LifeState | 'adopted' | 'dropped' | 'queued' | 'handled', string>;
  keySignal: string;
  /** On a plate: it will die of this signal. */
  pendingKill: (signal: string) => string;
  pid: (own: number, outer: number[]) => string;
  shortPid: (own: number, outer: number[]) => string;
  pidsIn: (depth: number, all: number) => string;
  namespace: (init: string | undefined) => string;
  closed: string;
  adopts: (names: string[]) => string;
  outside: string;
  unnamed: string;
  tree: string;
  treeAt: (picture: string) => string;
  treeHelp: string;
  plate: (name: string, state: string, pid: string) => string;
  thread: string;

  stepOf: (n: string, all: string) => string;
  sameAs: (kernels: string) => string;
  stack: string;
  stackHelp: string;
  userMode: string;
  userModeLong: (who: string) => string;
  line: (n: number) => string;
  writes: string;
  reads: string;
  holds: (lock: string, how: 'read' | 'write') => string;
  code: string;
  codeLoading: (fn: string) => string;
  codeFailed: (fn: string) => string;
  codeRetry: string;
  codeNone: (fn: string) => string;
  lineUnknown: string;
  lines: (from: number, to: number) => string;
  blob: string;
  verified: string;
  sameInV60: string;
  notVerified: string;
  backToCurrent: string;
  noNote: string;
  note: (n: number) => string;
  inSource: string;

  timeline: string;
  timelineValue: (n: string, all: string, says: string) => string;

  back: string;
  step: string;
  into: string;
  out: string;
  play: string;
  pause: string;
  speed: string;
  times: (speed: number) => string;
  reset: string;
  previousMark: string;
  nextMark: string;
  follow: string;
  everybody: string;
  keys: string;
  keysTitle: string;
  keysClose: string;
  keysIntro: string;
  keyNames: Record<KeyAction, string>;

  log: string;
  logEntry: (n: number) => string;
  fates: string;
  who: string;
  now: string;
  end: string;
  real: string;
  realHead: (kernel: string) => string;
  notBorn: string;
  verdicts: Record<'same' | 'differs' | 'varied' | 'known', string>;
  noRecording: string;

  vary: string;
  varyHelp: string;
  changes: (n: number) => string;
  original: string;
  edit: string;
  editClose: string;
  editLoading: string;
  editFailed: string;
  schedules: string;
  schedulesHelp: string;
  schedulesRunning: (runs: string) => string;
  schedulesDone: (runs: string, ends: number) => string;
  schedulesOpen: (runs: string, ends: number) => string;
  schedulesStop: string;
  scheduleOpen: string;
  scheduleOf: (n: number) => string;
  scheduleRuns: (runs: string) => string;
  scheduleInOrder: string;
  scheduleShown: string;
  share: string;
  shared: string;
  shareFailed: string;
  shareLong: string;
  sharedRun: string;

  details: (name: string) => string;
  detailsClose: string;
  state: string;
  pids: string;
  parent: string;
  tracer: string;
  pendingOwn: string;
  pendingShared: string;
  blocked: string;
  dispositions: string;
  ignored: string;
  handler: string;
  sleeps: string;
  ran: string;
  lastLine: string;
  threads: string;
  subreaper: string;
  unkillable: string;
  nothing: string;
  defaults: string;
  waitingForStep: string;
  followIt: string;

  loading: string;
  loadFailed: string;
  retry: string;
  runFailed: string;
  inWords: string;
  before: string;
  after: string;
  withoutScript: string;
  outcome: string;
  steps: string;
  /** `parent` is HTML or text, put in as it is. */
  childOf: (parent: string) => string;
}

export type KeyAction =
  | 'step'
  | 'back'
  | 'into'
  | 'out'
  | 'next-mark'
  | 'previous-mark'
  | 'play'
  | 'reset'
  | 'end'
  | 'follow'
  | 'plates'
  | 'details'
  | 'close'
  | 'keys';

const en: PlayerWords = {
  player: 'Player',
  scenarioLabel: 'scenario',
  states: {
    alive: 'alive',
    stopped: 'stopped',
    traced: 'stopped by its tracer',
    signalled: 'signalled',
    exiting: 'exiting',
    zombie: 'zombie',
    reaped: 'reaped',
    adopted: 'adopted, alive',
  },
  key: {
    alive: 'alive',
    stopped: 'stopped',
    traced: 'stopped by its tracer',
    signalled: 'signalled',
    exiting: 'exiting (in do_exit)',
    zombie: 'zombie',
    reaped: 'reaped',
    adopted: 'adopted',
    dropped: 'signal dropped',
    queued: 'signal queued',
    handled: 'signal taken by a handler',
  },
  keySignal: 'signal, sender to target',
  pendingKill: (signal) => `${signal} pending`,
  shortPid: (own, outer) => (outer.length > 0 ? `pid ${own} (${outer.join(', ')})` : `pid ${own}`),
  pid: (own, outer) => (outer.length > 0 ? `pid ${own}, outside ${outer.join(', ')}` : `pid ${own}`),
  pidsIn: (depth, all) =>
    all === 1
      ? 'in its namespace'
      : depth === all - 1
        ? 'in its own namespace'
        : depth === 0
          ? 'in the outermost'
          : `in the one around it (${all - 1 - depth} up)`,
  namespace: (init) => (init === undefined ? 'pid namespace' : `pid namespace of ${init}`),
  closed: 'closed to new pids',
  adopts: (names) => (names.length > 2 ? `adopts ${names.length}` : `adopts ${names.join(', ')}`),
  outside: 'outside',
  unnamed: 'nobody',
  tree: 'Process tree',
  treeAt: (picture) => `Process tree: ${picture}`,
  treeHelp: 'Enter opens what is known of a process. Shift with an arrow key moves to another one.',
  plate: (name, state, pid) => [name, pid, state].filter(Boolean).join(', '),
  thread: 'thread',

  stepOf: (n, all) => `event ${n} of ${all}`,
  sameAs: (kernels) => `same on ${kernels}`,
  stack: 'Call stack',
  stackHelp: 'Call stack, innermost first',
  userMode: 'user mode',
  userModeLong: (who) => `${who} runs in user mode, in its own program. No line of the kernel belongs to this moment.`,
  line: (n) => `line ${n}`,
  writes: 'writes',
  reads: 'reads',
  holds: (lock, how) => (how === 'write' ? `holds ${lock} for writing` : `reads ${lock}`),
  code: 'Kernel text',
  codeLoading: (fn) => `Fetching ${fn}…`,
  codeFailed: (fn) => `The text of ${fn} could not be fetched. The simulation goes on without it.`,
  codeRetry: 'Try again',
  codeNone: (fn) => `The text of ${fn} was not there when this site was built. The simulation goes on without it.`,
  lineUnknown: 'line not found in this text',
  lines: (from, to) => `lines ${from}–${to}`,
  blob: 'blob',
  verified: 'compared byte for byte with v6.0',
  sameInV60: 'same in v6.0',
  notVerified: 'not verified',
  backToCurrent: 'Back to the current line',
  noNote: 'No note on this line.',
  note: (n) => `Line ${n}.`,
  inSource: 'In the source',

  timeline: 'Timeline',
  timelineValue: (n, all, says) => `event ${n} of ${all}${says ? `: ${says}` : ''}`,

  back: 'Back',
  step: 'Step',
  into: 'Into',
  out: 'Out',
  play: 'Play',
  pause: 'Pause',
  speed: 'Speed',
  times: (speed) => (speed === 1 ? 'normal speed' : `${speed} × speed`),
  reset: 'Reset',
  previousMark: 'Previous event',
  nextMark: 'Next event',
  follow: 'Follow',
  everybody: 'everybody',
  keys: 'Keys',
  keysTitle: 'Keys of the player',
  keysClose: 'Close',
  keysIntro: 'They work while the focus is inside the player.',
  keyNames: {
    step: 'Step: the next line of this function, calls and all',
    back: 'Back: undo the last step',
    into: 'Into: the very next line, inside a call if there is one',
    out: 'Out: to the end of this function',
    'next-mark': 'Next event',
    'previous-mark': 'Previous event',
    play: 'Play or pause',
    reset: 'Reset: to the beginning',
    end: 'To the end',
    follow: 'Follow the process that runs now, or everybody again',
    plates: 'Move between the processes of the tree',
    details: 'What is known of a process',
    close: 'Close what is open',
    keys: 'Show these keys',
  },

  log: 'Log',
  logEntry: (n) => `line ${n}`,
  fates: 'Fates',
  who: 'who',
  now: 'now',
  end: 'in the end',
  real: 'real kernel',
  realHead: (kernel) => `on ${kernel}`,
  notBorn: 'not there yet',
  verdicts: { same: 'the same', differs: 'differs', varied: 'varied', known: 'known to differ' },
  noRecording: 'not recorded',

  vary: 'What if …',
  varyHelp: 'Change the scenario',
  changes: (n) => (n === 1 ? '1 change to try' : `${n} changes to try`),
  original: 'As recorded',
  edit: 'Edit as TypeScript',
  editClose: 'Close the editor',
  editLoading: 'Loading the editor…',
  editFailed: 'The editor could not be loaded.',
  schedules: 'All schedules',
  schedulesHelp: 'Runs the scenario under every order of events that can matter, and lists the different ends.',
  schedulesRunning: (runs) => `${runs} runs so far…`,
  schedulesDone: (runs, ends) =>
    `${runs} runs cover every order that can matter. ${ends === 1 ? 'All end alike.' : `There are ${ends} different ends.`}`,
  schedulesOpen: (runs, ends) =>
    `Stopped after ${runs} runs; there are more. ${ends === 1 ? 'All of these end alike.' : `These have ${ends} different ends.`}`,
  schedulesStop: 'Stop',
  scheduleOpen: 'Open',
  scheduleOf: (n) => `End ${n}`,
  scheduleRuns: (runs) => `${runs} runs`,
  scheduleInOrder: 'the order in which each runs until it sleeps',
  scheduleShown: 'shown',
  share: 'Copy link',
  shared: 'Link copied',
  shareFailed: 'The address bar has the link.',
  shareLong: 'Too long for a link',
  sharedRun: 'This scenario came with the link. It has not been run: read it, then press Run.',

  details: (name) => `Process ${name}`,
  detailsClose: 'Close',
  state: 'state',
  pids: 'pids',
  parent: 'parent',
  tracer: 'tracer',
  pendingOwn: 'pending, its own',
  pendingShared: 'pending, of the group',
  blocked: 'blocked',
  dispositions: 'dispositions',
  ignored: 'ignored',
  handler: 'handler',
  sleeps: 'sleeps in',
  ran: 'in the end',
  lastLine: 'last line',
  threads: 'threads',
  subreaper: 'a child subreaper',
  unkillable: 'SIGNAL_UNKILLABLE: signals without a handler are dropped',
  nothing: 'none',
  defaults: 'all default',
  waitingForStep: 'waits for the next step of the scenario',
  followIt: 'Follow it',

  loading: 'Loading the player…',
  loadFailed: 'The player could not be loaded. What stands here is the scenario without it.',
  retry: 'Try again',
  runFailed: 'The simulation could not be run:',
  inWords: 'The scenario',
  before: 'Before',
  after: 'After',
  withoutScript: 'With JavaScript, this is a player that steps through the run line by line.',
  outcome: 'What becomes of them',
  steps: 'What happens',
  childOf: (parent) => `child of ${parent}`,
};

const zhCN: PlayerWords = {
  player: '播放器',
  scenarioLabel: '场景',
  states: {
    alive: '存活',
    stopped: '已停止',
    traced: '被跟踪者停住',
    signalled: '已收信号',
    exiting: '正在退出',
    zombie: '僵尸',
    reaped: '已回收',
    adopted: '被收养，存活',
  },
  key: {
    alive: '存活',
    stopped: '已停止',
    traced: '被跟踪者停住',
    signalled: '已收信号',
    exiting: '正在退出（do_exit 中）',
    zombie: '僵尸',
    reaped: '已回收',
    adopted: '被收养',
    dropped: '信号被丢弃',
    queued: '信号排队',
    handled: '信号由处理函数接收',
  },
  keySignal: '信号，从发送者到目标',
  pendingKill: (signal) => `${signal} 待处理`,
  shortPid: (own, outer) => (outer.length > 0 ? `pid ${own}（${outer.join('、')}）` : `pid ${own}`),
  pid: (own, outer) => (outer.length > 0 ? `pid ${own}，外层 ${outer.join('、')}` : `pid ${own}`),
  pidsIn: (depth, all) =>
    all === 1
      ? '所在命名空间内'
      : depth === all - 1
        ? '自己的命名空间内'
        : depth === 0
          ? '最外层命名空间内'
          : `往外第 ${all - 1 - depth} 层内`,
  namespace: (init) => (init === undefined ? 'PID 命名空间' : `${init} 的 PID 命名空间`),
  closed: '不再分配 pid',
  adopts: (names) => (names.length > 2 ? `收养 ${names.length} 个进程` : `收养 ${names.join('、')}`),
  outside: '外部',
  unnamed: '无',
  tree: '进程树',
  treeAt: (picture) => `进程树：${picture}`,
  treeHelp: '按回车键查看进程的详情，按住 Shift 再按方向键可移到另一个进程。',
  plate: (name, state, pid) => [name, pid, state].filter(Boolean).join('，'),
  thread: '线程',

  stepOf: (n, all) => `第 ${n} 个事件，共 ${all} 个`,
  sameAs: (kernels) => `与 ${kernels} 上的结果一致`,
  stack: '调用栈',
  stackHelp: '调用栈，最内层在前',
  userMode: '用户态',
  userModeLong: (who) => `${who} 正在用户态运行自己的程序，此刻没有对应的内核代码。`,
  line: (n) => `第 ${n} 行`,
  writes: '写',
  reads: '读',
  holds: (lock, how) => (how === 'write' ? `持有 ${lock} 写锁` : `持有 ${lock} 读锁`),
  code: '内核源码',
  codeLoading: (fn) => `正在读取 ${fn}……`,
  codeFailed: (fn) => `未能读取 ${fn} 的源码。模拟仍可继续。`,
  codeRetry: '重试',
  codeNone: (fn) => `构建本站时没有 ${fn} 的源码。模拟仍可继续。`,
  lineUnknown: '源码中找不到这一行',
  lines: (from, to) => `第 ${from}–${to} 行`,
  blob: 'blob',
  verified: '已与 v6.0 逐字节比对',
  sameInV60: '与 v6.0 相同',
  notVerified: '未经核对',
  backToCurrent: '回到当前行',
  noNote: '这一行没有注解。',
  note: (n) => `第 ${n} 行：`,
  inSource: '在源码页查看',

  timeline: '时间轴',
  timelineValue: (n, all, says) => `第 ${n} 个事件，共 ${all} 个${says ? `：${says}` : ''}`,

  back: '后退',
  step: '单步',
  into: '进入',
  out: '跳出',
  play: '播放',
  pause: '暂停',
  speed: '速度',
  times: (speed) => (speed === 1 ? '正常速度' : `${speed} 倍速`),
  reset: '重置',
  previousMark: '上一个事件',
  nextMark: '下一个事件',
  follow: '跟随',
  everybody: '所有进程',
  keys: '按键',
  keysTitle: '播放器的按键',
  keysClose: '关闭',
  keysIntro: '焦点在播放器内时有效。',
  keyNames: {
    step: '单步：执行到本函数的下一行，调用一并执行',
    back: '后退：撤销上一步',
    into: '进入：执行到紧接着的一行，有调用就进入',
    out: '跳出：执行到本函数返回',
    'next-mark': '下一个事件',
    'previous-mark': '上一个事件',
    play: '播放或暂停',
    reset: '重置：回到开头',
    end: '到结尾',
    follow: '跟随当前运行的进程，再按一次恢复为所有进程',
    plates: '在进程树中移动',
    details: '查看进程的详情',
    close: '关闭打开的面板',
    keys: '显示这张按键表',
  },

  log: '日志',
  logEntry: (n) => `第 ${n} 行`,
  fates: '结局',
  who: '谁',
  now: '现在',
  end: '最后',
  real: '真实内核',
  realHead: (kernel) => `${kernel} 上`,
  notBorn: '尚未创建',
  verdicts: { same: '一致', differs: '不同', varied: '各次不一', known: '已知不同' },
  noRecording: '未录制',

  vary: '如果……',
  varyHelp: '改动场景',
  changes: (n) => `可试 ${n} 种改动`,
  original: '录制时的样子',
  edit: '以 TypeScript 编辑',
  editClose: '关闭编辑器',
  editLoading: '正在加载编辑器……',
  editFailed: '编辑器加载失败。',
  schedules: '所有调度顺序',
  schedulesHelp: '按所有可能影响结果的先后顺序各运行一次，列出不同的结局。',
  schedulesRunning: (runs) => `已运行 ${runs} 次……`,
  schedulesDone: (runs, ends) =>
    `运行 ${runs} 次，覆盖了所有可能影响结果的顺序。${ends === 1 ? '结局全部相同。' : `共有 ${ends} 种结局。`}`,
  schedulesOpen: (runs, ends) =>
    `运行 ${runs} 次后停止，还有未覆盖的顺序。${ends === 1 ? '已运行的结局全部相同。' : `已见到 ${ends} 种结局。`}`,
  schedulesStop: '停止',
  scheduleOpen: '打开',
  scheduleOf: (n) => `结局 ${n}`,
  scheduleRuns: (runs) => `${runs} 次`,
  scheduleInOrder: '每个任务一直运行到睡眠的顺序',
  scheduleShown: '正在显示',
  share: '复制链接',
  shared: '链接已复制',
  shareFailed: '链接就在地址栏里。',
  shareLong: '内容过长，无法做成链接',
  sharedRun: '这个场景来自链接，尚未运行。请先阅读，再按“运行”。',

  details: (name) => `进程 ${name}`,
  detailsClose: '关闭',
  state: '状态',
  pids: 'pid',
  parent: '父进程',
  tracer: '跟踪者',
  pendingOwn: '待处理（线程自己的）',
  pendingShared: '待处理（线程组的）',
  blocked: '已阻塞的信号',
  dispositions: '信号处置',
  ignored: '忽略',
  handler: '处理函数',
  sleeps: '睡眠于',
  ran: '最后',
  lastLine: '最近一行',
  threads: '线程',
  subreaper: '子进程收养者（subreaper）',
  unkillable: 'SIGNAL_UNKILLABLE：没有处理函数的信号会被丢弃',
  nothing: '无',
  defaults: '全部为默认',
  waitingForStep: '等待场景的下一步',
  followIt: '跟随它',

  loading: '正在加载播放器……',
  loadFailed: '播放器加载失败。下面是不需要它也能读的场景。',
  retry: '重试',
  runFailed: '模拟无法运行：',
  inWords: '场景',
  before: '之前',
  after: '之后',
  withoutScript: '启用 JavaScript 后，这里是一个可以逐行观看运行过程的播放器。',
  outcome: '各自的结局',
  steps: '经过',
  childOf: (parent) => `${parent} 的子进程`,
};

export const playerWords: Readonly<Record<Locale, PlayerWords>> = { en, 'zh-cn': zhCN };
