import type { Locale } from '../../i18n/index.ts';
import type { FieldKind, Op, Wrong } from '../../lab/index.ts';

type Flag = 'newpid' | 'vfork' | 'cloneparent' | 'nohang' | 'wall' | 'clone' | 'nothread';

/** What the lab says. */
export interface LabWords {
  title: string;
  description: string;
  lede: string;
  needsScript: string;
  loadFailed: string;
  form: string;
  code: string;
  views: string;
  run: string;
  running: string;
  stop: string;
  undo: string;
  redo: string;
  fresh: string;
  upload: string;
  download: string;
  downloadHelp: string;
  share: string;
  shared: string;
  shareInBar: string;
  shareLong: string;
  scenarioTitle: string;
  id: string;
  idHelp: string;
  processes: string;
  processesHelp: string;
  later: string;
  laterHelp: string;
  steps: string;
  stepsHelp: string;
  addProcess: string;
  addLater: string;
  addStep: string;
  /** A process without a name yet still needs one to be spoken of. */
  process: (name: string) => string;
  step: (n: number) => string;
  name: string;
  parent: string;
  newpid: string;
  threads: string;
  /** Read out after what a fold holds: whose it is. */
  ofWhom: (what: string) => string;
  nothingMore: string;
  furtherMore: string;
  dispositions: string;
  addDisposition: string;
  signal: string;
  disposition: string;
  exitCode: string;
  blocked: string;
  addBlocked: string;
  reap: string;
  reaps: Record<'none' | 'auto' | 'ignore' | 'nocldwait', string>;
  group: string;
  groups: { inherited: string; own: string; of: (name: string) => string };
  pdeath: string;
  exitsig: string;
  none: string;
  chld: string;
  setsid: string;
  subreaper: string;
  vfork: string;
  cloneparent: string;
  op: string;
  ops: Record<Op, string>;
  fieldLabel: (key: string, kind: FieldKind) => string;
  flags: Record<Flag, string>;
  off: string;
  anybody: string;
  everybody: string;
  groupOf: (name: string) => string;
  outside: string;
  missing: (name: string) => string;
  nosettle: string;
  note: string;
  timeout: string;
  up: (what: string) => string;
  down: (what: string) => string;
  copy: (what: string) => string;
  copyShort: string;
  remove: (what: string) => string;
  removed: (what: string) => string;
  added: (what: string) => string;
  copied: (what: string) => string;
  moved: (what: string) => string;
  undone: string;
  redone: string;
  wrong: (wrong: Wrong) => string;
  wrongCount: (n: number) => string;
  goThere: string;
  right: string;
  ran: string;
  changed: string;
  notRun: string;
  fromLink: string;
  fromLinkCode: string;
  opened: (title: string) => string;
  codeAhead: string;
  formAhead: string;
  anew: string;
  codeLabel: string;
  running2: string;
  stopped: string;
  tookOver: string;
  uploadRefused: string;
  linkUnknown: string;
  linkWrong: string;
  opening: string;
  cannotRun: (why: string) => string;
  catalogue: string;
  catalogueHelp: string;
  filter: string;
  filterNone: string;
  count: (shown: number, all: number) => string;
  open: (title: string) => string;
  file: string;
  real: string;
  player: string;
}

const wrongEn = (wrong: Wrong): string => {
  switch (wrong.kind) {
    case 'no-title':
      return 'Give the scenario a title.';
    case 'bad-id':
      return 'Lower case words joined by hyphens, such as my-scenario.';
    case 'no-actor':
      return 'There is nobody yet. Add a process.';
    case 'no-step':
      return 'Nothing happens yet. Add a step.';
    case 'nobody':
      return `Nobody is called ${wrong.name}. Choose somebody who is there.`;
    case 'not-yet':
      return `${wrong.name} is not there yet. Choose somebody made earlier, or change the order.`;
    case 'bad-name':
      return 'A name begins with a letter; letters, digits, _ and - follow.';
    case 'twice':
      return `There is a ${wrong.name} already. Choose another name.`;
    case 'sys':
      return 'sys is the world outside, and always there. Choose another name.';
    case 'no-choice':
      return `No process can choose what ${wrong.signal} does: sigaction gives EINVAL.`;
    case 'too-many':
      return `${wrong.count} ${wrong.of === 'tasks' ? 'processes and threads' : 'steps'} are more than a page can play: ${wrong.most} at most.`;
    case 'format':
      return wrong.message;
  }
};

const wrongZh = (wrong: Wrong): string => {
  switch (wrong.kind) {
    case 'no-title':
      return '请给场景起一个标题。';
    case 'bad-id':
      return '用连字符连接的小写单词，例如 my-scenario。';
    case 'no-actor':
      return '还没有进程，请添加一个。';
    case 'no-step':
      return '还没有步骤，请添加一个。';
    case 'nobody':
      return `没有叫 ${wrong.name} 的进程，请另选一个。`;
    case 'not-yet':
      return `这时 ${wrong.name} 还不存在。请选择更早创建的进程，或调整顺序。`;
    case 'bad-name':
      return '名字以字母开头，后面可以是字母、数字、_ 和 -。';
    case 'twice':
      return `已经有叫 ${wrong.name} 的进程，请换一个名字。`;
    case 'sys':
      return 'sys 代表容器外面的世界，始终存在，请换一个名字。';
    case 'no-choice':
      return `任何进程都不能决定如何处理 ${wrong.signal}：sigaction 返回 EINVAL。`;
    case 'too-many':
      return `${wrong.of === 'tasks' ? '进程和线程共' : '步骤共'} ${wrong.count} 个，超出了页面能演示的数量，最多 ${wrong.most} 个。`;
    case 'format':
      return wrong.message;
  }
};

const en: LabWords = {
  title: 'Lab',
  description:
    'Build a situation of processes and signals, run it on the model of Linux 6.0, and take it to a real kernel.',
  lede: 'Build a situation, run it on the model kernel line by line, and take the file to a real one.',
  needsScript: 'The lab needs script. Without it, each scenario below can be read as a file, and run with',
  loadFailed: 'The lab could not be loaded. Check the connection and load the page again.',
  form: 'Form',
  code: 'TypeScript',
  views: 'The scenario as',
  run: 'Run',
  running: 'Running …',
  stop: 'Stop',
  undo: 'Undo',
  redo: 'Redo',
  fresh: 'New',
  upload: 'Open a file',
  download: 'Download JSON',
  downloadHelp: 'npx why-sigkill real runs this file on a real kernel.',
  share: 'Copy link',
  shared: 'Link copied',
  shareInBar: 'The link is in the address bar',
  shareLong: 'Too long for a link. Download the file instead.',
  scenarioTitle: 'Title',
  id: 'Name of the file',
  idHelp: 'Lower case, hyphens',
  processes: 'Processes',
  processesHelp: 'Made in this order, before the first step. sys is the world outside.',
  later: 'Made by a step',
  laterHelp: 'What they are is said here; a spawn step makes them.',
  steps: 'Steps',
  stepsHelp: 'Carried out in this order. After each, the system settles.',
  addProcess: 'Add a process',
  addLater: 'Add one for a spawn step',
  addStep: 'Add a step',
  process: (name) => `Process ${name}`,
  step: (n) => `Step ${n}`,
  name: 'Name',
  parent: 'Parent',
  newpid: 'New pid namespace',
  threads: 'Threads',
  ofWhom: (what) => `(${what})`,
  nothingMore: 'Signals and more',
  furtherMore: 'More',
  dispositions: 'What it does with signals',
  addDisposition: 'Add a signal',
  signal: 'Signal',
  disposition: 'Disposition',
  exitCode: 'Exit code',
  blocked: 'Blocks',
  addBlocked: 'Block a signal',
  reap: 'Its children’s deaths',
  reaps: {
    none: 'as inherited',
    auto: 'reaps all, by a handler',
    ignore: 'ignores CHLD',
    nocldwait: 'SA_NOCLDWAIT',
  },
  group: 'Process group',
  groups: { inherited: 'its parent’s', own: 'one of its own', of: (name) => `that of ${name}` },
  pdeath: 'Signal at its parent’s death',
  exitsig: 'Signal to its parent at its own death',
  none: 'none',
  chld: 'CHLD',
  setsid: 'Begins a session',
  subreaper: 'Child subreaper',
  vfork: 'vfork: its parent sleeps until it execs or exits',
  cloneparent: 'CLONE_PARENT: a sibling of its maker',
  op: 'Does',
  ops: {
    kill: 'send a signal',
    tgkill: 'send a signal to one thread',
    queue: 'send a signal with sigqueue',
    exit: 'the process exits',
    texit: 'one thread exits',
    spawn: 'make a process',
    thread: 'make a thread',
    exec: 'execute a program',
    wait: 'wait for a child',
    sigwait: 'wait for a signal',
    block: 'block a signal',
    unblock: 'unblock a signal',
    sig: 'set what a signal does',
    pdeath: 'set the parent-death signal',
    subreaper: 'become a child subreaper',
    setpgid: 'change the process group',
    setsid: 'begin a session',
    unshare: 'new pid namespace for children',
    nsopen: 'open a pid namespace',
    setns: 'enter a pid namespace',
    seize: 'trace with ptrace',
    detach: 'stop tracing',
    fault: 'touch bad memory',
    abort: 'call abort()',
    reboot: 'call reboot()',
    rescue: 'be moved into its own group',
    nop: 'nothing: does it still answer?',
  },
  fieldLabel: (key, kind) => {
    if (kind === 'signal' || kind === 'other-signal') return key === 'exitsig' ? 'Signal at its death' : 'Signal';
    if (kind === 'disposition') return 'Disposition';
    if (kind === 'code') return 'Exit code';
    if (kind === 'reboot') return 'Command';
    if (kind === 'new') return 'Makes';
    if (kind === 'thread') return 'Thread';
    return { from: 'From', to: 'To', who: 'Who', by: 'By' }[key] ?? key;
  },
  flags: {
    newpid: 'new pid namespace',
    vfork: 'vfork',
    cloneparent: 'CLONE_PARENT',
    nohang: 'WNOHANG',
    wall: '__WALL',
    clone: '__WCLONE',
    nothread: '__WNOTHREAD',
  },
  off: 'off again',
  anybody: 'any child',
  everybody: 'everybody (-1)',
  groupOf: (name) => `group of ${name}`,
  outside: 'sys, the world outside',
  missing: (name) => `${name} (not there)`,
  nosettle: 'Go on at once, without settling',
  note: 'Note',
  timeout: 'Most ms a real kernel is waited for',
  up: (what) => `Move ${what} up`,
  down: (what) => `Move ${what} down`,
  copy: (what) => `Copy ${what}`,
  copyShort: 'Copy',
  remove: (what) => `Remove ${what}`,
  removed: (what) => `${what} removed.`,
  added: (what) => `${what} added.`,
  copied: (what) => `${what} copied.`,
  moved: (what) => `${what} moved.`,
  undone: 'Undone.',
  redone: 'Redone.',
  wrong: wrongEn,
  wrongCount: (n) => (n === 1 ? 'One thing is not right yet.' : `${n} things are not right yet.`),
  goThere: 'Go there',
  right: 'Ready to run.',
  ran: 'Shown below as it is here.',
  changed: 'Changed since the last run.',
  notRun: 'Not run yet.',
  fromLink: 'This scenario came with a link. Nothing of it runs until you press Run.',
  fromLinkCode:
    'This code came with a link. Read it first: it does not run until you press Run, and then in a sandbox.',
  opened: (title) => `Opened: ${title}`,
  codeAhead: 'The TypeScript has changes that the form does not know. Run it to take them over.',
  formAhead: 'The form has changed since this code was written.',
  anew: 'Write it anew from the form',
  codeLabel: 'The scenario in TypeScript',
  running2: 'Your code runs in the sandbox …',
  stopped: 'Stopped.',
  tookOver: 'Your code gave a scenario. It is shown below.',
  uploadRefused: 'This file was not opened.',
  linkUnknown: 'The link names a scenario that this site does not have. Nothing was loaded.',
  opening: 'The lab is being opened …',
  linkWrong: 'The scenario in the link is not right. Nothing was loaded.',
  cannotRun: (why) => `The model cannot run this: ${why}`,
  catalogue: 'Scenarios of this site',
  catalogueHelp: 'Each was recorded on a real kernel. Open one and change it.',
  filter: 'Filter by word, function or file name',
  filterNone: 'No scenario says that.',
  count: (shown, all) => (shown === all ? `${all} scenarios` : `${shown} of ${all} scenarios`),
  open: (title) => `Open ${title}`,
  file: 'JSON',
  real: 'npx why-sigkill real FILE',
  player: 'The run',
};

const zhCN: LabWords = {
  title: '实验室',
  description: '搭建一个由进程和信号组成的场景，在 Linux 6.0 的模型上运行，再带到真实内核上验证。',
  lede: '搭建一个场景，在模型内核上逐行运行，再把同一个文件带到真实内核上验证。',
  needsScript: '实验室需要启用脚本。没有脚本时，下面的场景仍可作为文件阅读，并这样运行：',
  loadFailed: '实验室加载失败，请检查网络后重新加载本页。',
  form: '表单',
  code: 'TypeScript',
  views: '场景的写法',
  run: '运行',
  running: '正在运行……',
  stop: '停止',
  undo: '撤销',
  redo: '重做',
  fresh: '新建',
  upload: '打开文件',
  download: '下载 JSON',
  downloadHelp: 'npx why-sigkill real 会在真实内核上运行这个文件。',
  share: '复制链接',
  shared: '链接已复制',
  shareInBar: '链接已放在地址栏里',
  shareLong: '内容太长，放不进链接，请改为下载文件。',
  scenarioTitle: '标题',
  id: '文件名',
  idHelp: '小写字母，用连字符连接',
  processes: '进程',
  processesHelp: '在第一步之前按此顺序创建。sys 代表容器外面的世界。',
  later: '由步骤创建',
  laterHelp: '在这里说明它们的样子，由 spawn 步骤创建。',
  steps: '步骤',
  stepsHelp: '按此顺序执行。每一步之后，等系统静止下来再继续。',
  addProcess: '添加进程',
  addLater: '添加一个供 spawn 使用的进程',
  addStep: '添加步骤',
  process: (name) => `进程 ${name}`,
  step: (n) => `第 ${n} 步`,
  name: '名字',
  parent: '父进程',
  newpid: '新的 PID 命名空间',
  threads: '线程数',
  ofWhom: (what) => `（${what}）`,
  nothingMore: '信号等设置',
  furtherMore: '其他设置',
  dispositions: '如何处理信号',
  addDisposition: '添加信号',
  signal: '信号',
  disposition: '处置方式',
  exitCode: '退出码',
  blocked: '屏蔽的信号',
  addBlocked: '屏蔽一个信号',
  reap: '子进程退出时',
  reaps: {
    none: '沿用继承的设置',
    auto: '由处理函数全部回收',
    ignore: '忽略 CHLD',
    nocldwait: 'SA_NOCLDWAIT',
  },
  group: '进程组',
  groups: { inherited: '与父进程相同', own: '自成一组', of: (name) => `${name} 的进程组` },
  pdeath: '父进程死亡时收到的信号',
  exitsig: '自己死亡时发给父进程的信号',
  none: '无',
  chld: 'CHLD',
  setsid: '开始新会话',
  subreaper: '子进程收割者（subreaper）',
  vfork: 'vfork：父进程睡眠，直到它 exec 或退出',
  cloneparent: 'CLONE_PARENT：与创建者成为兄弟',
  op: '动作',
  ops: {
    kill: '发送信号',
    tgkill: '向单个线程发送信号',
    queue: '用 sigqueue 发送信号',
    exit: '进程退出',
    texit: '单个线程退出',
    spawn: '创建进程',
    thread: '创建线程',
    exec: '执行程序',
    wait: '等待子进程',
    sigwait: '等待信号',
    block: '屏蔽信号',
    unblock: '解除屏蔽',
    sig: '设置信号的处置方式',
    pdeath: '设置父进程死亡信号',
    subreaper: '成为 subreaper',
    setpgid: '更换进程组',
    setsid: '开始新会话',
    unshare: '让子进程进入新的 PID 命名空间',
    nsopen: '打开一个 PID 命名空间',
    setns: '进入一个 PID 命名空间',
    seize: '用 ptrace 跟踪',
    detach: '停止跟踪',
    fault: '访问非法内存',
    abort: '调用 abort()',
    reboot: '调用 reboot()',
    rescue: '被移到自己的进程组',
    nop: '什么也不做：它还有回应吗？',
  },
  fieldLabel: (key, kind) => {
    if (kind === 'signal' || kind === 'other-signal') return key === 'exitsig' ? '死亡时发出的信号' : '信号';
    if (kind === 'disposition') return '处置方式';
    if (kind === 'code') return '退出码';
    if (kind === 'reboot') return '命令';
    if (kind === 'new') return '新进程';
    if (kind === 'thread') return '线程';
    return { from: '发送者', to: '目标', who: '谁', by: '创建者' }[key] ?? key;
  },
  flags: {
    newpid: '新的 PID 命名空间',
    vfork: 'vfork',
    cloneparent: 'CLONE_PARENT',
    nohang: 'WNOHANG',
    wall: '__WALL',
    clone: '__WCLONE',
    nothread: '__WNOTHREAD',
  },
  off: '关闭',
  anybody: '任意子进程',
  everybody: '所有进程（-1）',
  groupOf: (name) => `${name} 的进程组`,
  outside: 'sys，容器外面的世界',
  missing: (name) => `${name}（不存在）`,
  nosettle: '立即继续，不等系统静止',
  note: '备注',
  timeout: '在真实内核上最多等待的毫秒数',
  up: (what) => `上移：${what}`,
  down: (what) => `下移：${what}`,
  copy: (what) => `复制：${what}`,
  copyShort: '复制',
  remove: (what) => `删除：${what}`,
  removed: (what) => `已删除：${what}。`,
  added: (what) => `已添加：${what}。`,
  copied: (what) => `已复制：${what}。`,
  moved: (what) => `已移动：${what}。`,
  undone: '已撤销。',
  redone: '已重做。',
  wrong: wrongZh,
  wrongCount: (n) => `还有 ${n} 处需要改正。`,
  goThere: '转到该处',
  right: '可以运行。',
  ran: '下面显示的就是这个场景。',
  changed: '上次运行之后有改动。',
  notRun: '尚未运行。',
  fromLink: '这个场景来自链接。在你按下“运行”之前，什么都不会运行。',
  fromLinkCode: '这段代码来自链接，请先读一遍。在你按下“运行”之前它不会运行；运行时也只在沙箱里。',
  opened: (title) => `已打开：${title}`,
  codeAhead: 'TypeScript 代码中有表单还不知道的改动，运行代码即可同步到表单。',
  formAhead: '写下这段代码之后，表单有了改动。',
  anew: '按表单重新生成代码',
  codeLabel: '用 TypeScript 描述的场景',
  running2: '你的代码正在沙箱中运行……',
  stopped: '已停止。',
  tookOver: '你的代码给出了一个场景，显示在下面。',
  uploadRefused: '这个文件没有打开。',
  linkUnknown: '链接所指的场景本站没有。未加载任何内容。',
  opening: '正在打开实验室……',
  linkWrong: '链接中的场景不符合格式。未加载任何内容。',
  cannotRun: (why) => `模型无法运行这个场景：${why}`,
  catalogue: '本站的场景',
  catalogueHelp: '每个场景都在真实内核上录制过。打开一个，动手改一改。',
  filter: '按词语、函数或文件名筛选',
  filterNone: '没有符合条件的场景。',
  count: (shown, all) => (shown === all ? `共 ${all} 个场景` : `${all} 个场景中的 ${shown} 个`),
  open: (title) => `打开 ${title}`,
  file: 'JSON',
  real: 'npx why-sigkill real FILE',
  player: '运行过程',
};

export const labWords = (locale: Locale): LabWords => (locale === 'zh-cn' ? zhCN : en);
