/** What exercises themselves say, in both editions. Verdicts on a run are told by `src/exercises/`. */
import type { Locale } from '@/i18n/index.ts';

type Kind = 'code' | 'predict' | 'trace' | 'machine';

export interface ExerciseWords {
  exercise: (n: number, of: number) => string;
  kinds: Record<Kind, string>;
  /** What a kind asks of a reader, for the overview. */
  does: Record<Kind, string>;
  done: string;
  doneOn: (date: string) => string;
  demands: string;
  programs: string;
  hint: (n: number, of: number) => string;
  solution: string;
  why: string;
  useSolution: string;
  needsScript: string;
  loadFailed: string;
  retry: string;
  notKept: string;

  program: (title: string) => string;
  run: (n: number) => string;
  running: (n: number, of: number) => string;
  exploring: string;
  stop: string;
  stopped: string;
  again: string;
  schedules: (of: number) => string;
  failedSchedules: (numbers: string, of: number) => string;
  noneFailed: (of: number) => string;
  progressOf: (n: number, of: number) => string;
  passed: (n: number) => string;
  explored: (runs: number, complete: boolean) => string;
  exploredFailed: (failed: number, runs: number) => string;
  cut: (tried: number, of: number) => string;
  the: (n: number) => string;
  first: (n: number) => string;
  firstExplored: string;
  stepThrough: string;
  watch: string;
  another: string;
  scheduleN: (n: number) => string;
  yourLine: (n: number) => string;
  goToLine: (n: number) => string;
  ok: string;
  notOk: string;
  checks: string;
  output: string;
  notRun: string;
  typeProblems: (n: number) => string;
  stepOf: (step: number, of: number) => string;
  opening: string;
  openFailed: string;
  close: string;
  runTitle: (of: string, schedule: string) => string;
  explorationRun: (n: number) => string;
  container: string;
  yourProgram: string;
  notYours: string;
  atLine: (who: string, n: number) => string;

  beside: string;
  besideIntro: string;
  init: string;
  behaves: string;
  as: string;
  here: string;
  yours: string;
  yoursNotRun: string;
  runBeside: string;
  runningBeside: (n: number, of: number) => string;
  besideFailed: string;
  readIt: string;

  choose: string;
  chooseTree: string;
  tree: string;
  check: string;
  startOver: string;
  right: string;
  wrong: string;
  missed: string;
  chosenRight: string;
  allRight: (n: number) => string;
  someRight: (n: number, of: number) => string;
  unanswered: string;
  whereWrong: string;
  seeRun: string;
  answer: string;
  nobody: string;

  orderHelp: string;
  up: (name: string) => string;
  down: (name: string) => string;
  place: (name: string, n: number, of: number) => string;
  misplaced: string;
  rightPlace: string;
  inPlace: (n: number, of: number) => string;
  findLine: (fn: string) => string;
  lineHelp: string;
  lineChosen: (n: number) => string;
  noLine: string;
  textMissing: (fn: string) => string;
  textFailed: string;
  noText: string;
  theLine: (n: number) => string;

  command: string;
  copy: string;
  copied: string;
  copyFailed: string;
  expect: string;
  because: string;
  needs: string;
  needNames: Record<string, string>;
  markDone: string;
  isDone: string;

  /** The overview. */
  title: string;
  lede: string;
  chapter: (n: number) => string;
  passedOf: (n: number, of: number) => string;
  begun: string;
  next: string;
  inits: string;
  initsIntro: string;
  progress: string;
  progressIntro: string;
  progressNeedsScript: string;
  export: string;
  import: string;
  imported: (n: number) => string;
  importProblems: Record<'not-json' | 'not-progress' | 'newer' | 'too-large', string>;
  unreadable: string;
  reset: string;
  resetAsk: (n: number) => string;
  resetYes: string;
  resetNo: string;
  wasReset: string;
}

const en: ExerciseWords = {
  exercise: (n, of) => (of === 1 ? 'Exercise' : `Exercise ${n} of ${of}`),
  kinds: { code: 'write', predict: 'predict', trace: 'trace', machine: 'on your own machine' },
  does: {
    code: 'Write part of an init. It is judged by what it does, under 64 schedules.',
    predict: 'Say what becomes of everybody, then watch it happen.',
    trace: 'Put calls in order, find the line.',
    machine: 'Commands for a real Linux, and what they print.',
  },
  done: 'done',
  doneOn: (date) => `Passed on ${date}`,
  demands: 'Checked under every schedule',
  programs: 'Programs you can exec',
  hint: (n, of) => (of === 1 ? 'Hint' : `Hint ${n} of ${of}`),
  solution: 'Solution',
  why: 'Why',
  useSolution: 'Put it into the editor',
  needsScript: 'To run your answer, the page needs script. The hints and the solution can be read without.',
  loadFailed: 'The exercise could not be loaded. You can read it all the same.',
  retry: 'Try again',
  notKept: 'This browser keeps nothing for the site: what you do here is gone when you leave the page.',

  program: (title) => `Your program: ${title}`,
  run: (n) => `Run under ${n} schedules`,
  running: (n, of) => `${n} of ${of} schedules judged …`,
  exploring: 'All pass. Now every schedule that can matter is tried …',
  stop: 'Stop',
  stopped: 'Stopped. Nothing was judged.',
  again: 'Run again',
  schedules: (of) => `${of} schedules, a square each`,
  failedSchedules: (numbers, of) => `Failed, of ${of} schedules: ${numbers}`,
  noneFailed: (of) => `None of ${of} schedules failed`,
  progressOf: (n, of) => `${n} of ${of} schedules`,
  passed: (n) => `${n} of ${n} schedules leave nobody behind.`,
  explored: (runs, complete) =>
    complete
      ? `Then every schedule that can matter was tried, in ${runs} runs. None failed.`
      : `Then ${runs} further schedules were tried, chosen to differ in what matters. None failed.`,
  exploredFailed: (failed, runs) =>
    `The drawn schedules pass, but ${failed} of ${runs} that were chosen to differ in what matters ${failed === 1 ? 'fails' : 'fail'}`,
  cut: (tried, of) => `It was ended under schedule ${tried}; the other ${of - tried} were not tried.`,
  the: (n) => `Schedule ${n}`,
  first: (n) => `The first: schedule ${n}.`,
  firstExplored: 'One that was found by trying them out.',
  stepThrough: 'Step through it',
  watch: 'Watch it run',
  another: 'Another:',
  scheduleN: (n) => `schedule ${n}`,
  yourLine: (n) => `Your line ${n}:`,
  goToLine: (n) => `Go to line ${n} in the editor`,
  ok: 'passed',
  notOk: 'failed',
  checks: 'Checks',
  output: 'What the first run wrote',
  notRun: 'It could not be run to its end',
  typeProblems: (n) =>
    n === 1
      ? 'TypeScript found a problem before it ran; it stands below the editor.'
      : `TypeScript found ${n} problems before it ran; they stand below the editor.`,
  stepOf: (step, of) => `It is step ${step} of ${of} in the player below.`,
  opening: 'The run is being opened …',
  openFailed: 'The run could not be opened.',
  close: 'Close',
  runTitle: (of, schedule) => `${of}, ${schedule}`,
  explorationRun: (n) => `run ${n} of the exploration`,
  container: 'the container',
  yourProgram: 'Your program',
  notYours: 'None of your lines is underway here.',
  atLine: (who, n) => `${who} is at your line ${n}:`,

  beside: 'Real inits beside yours',
  besideIntro:
    'How known inits behave, written over the same system calls. They take the place of yours, in the same cases and under the same schedules.',
  init: 'Init',
  behaves: 'What it does',
  as: 'So behave',
  here: 'In this exercise',
  yours: 'Yours',
  yoursNotRun: 'not run yet',
  runBeside: 'Run them under the same schedules',
  runningBeside: (n, of) => `${n} of ${of} have run …`,
  besideFailed: 'It could not be run.',
  readIt: 'Read it',

  choose: 'Your answer',
  chooseTree: 'Choose in the tree or in the list.',
  tree: 'Everybody, before it goes on',
  check: 'Check',
  startOver: 'Start over',
  right: 'right',
  wrong: 'wrong',
  missed: 'missing',
  chosenRight: 'right',
  allRight: (n) => (n === 1 ? 'Right.' : `${n} of ${n} are right.`),
  someRight: (n, of) => `${n} of ${of} ${n === 1 ? 'is' : 'are'} right`,
  unanswered: 'Answer every question first; nobody at all is an answer too.',
  whereWrong: 'The player below stands where your answer went wrong.',
  seeRun: 'Watch it run',
  answer: 'Answer',
  nobody: 'nobody',

  orderHelp: 'Drag a line, or move it by its buttons. First comes first.',
  up: (name) => `Move ${name} up`,
  down: (name) => `Move ${name} down`,
  place: (name, n, of) => `${name} is now number ${n} of ${of}`,
  misplaced: 'not here',
  rightPlace: 'in its place',
  inPlace: (n, of) => `${n} of ${of} are in their place`,
  findLine: (fn) => `Lines of ${fn}`,
  lineHelp: 'Click a line, or go to it with the arrow keys and press Enter.',
  lineChosen: (n) => `Chosen: line ${n}`,
  noLine: 'No line chosen',
  textMissing: (fn) => `Open ${fn}`,
  textFailed: 'The text could not be fetched.',
  noText: 'This question needs the kernel’s text, and there was none when the site was built.',
  theLine: (n) => `line ${n}`,

  command: 'Run',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Select it and copy it by hand',
  expect: 'Expect',
  because: 'Why',
  needs: 'It takes',
  needNames: { root: 'root on a Linux of your own', docker: 'Docker', strace: 'strace', gdb: 'gdb' },
  markDone: 'I have done this',
  isDone: 'Done',

  title: 'Exercises',
  lede: 'Say what happens, find the line that does it, and write an init that leaves nobody behind.',
  chapter: (n) => `Chapter ${n}`,
  passedOf: (n, of) => `${n} of ${of} passed`,
  begun: 'begun',
  next: 'Go on with the first that is not passed',
  inits: 'What real inits do',
  initsIntro:
    'Five ways in which a PID 1 behaves, each with the programs that behave so and where they say it. Code exercises put them beside yours.',
  progress: 'Your progress',
  progressIntro:
    'What you have passed, your drafts and answers are kept in this browser and sent nowhere. Take them to another browser as a file.',
  progressNeedsScript: 'Without script nothing is kept.',
  export: 'Save as a file',
  import: 'Load a file',
  imported: (n) => `Loaded. ${n} ${n === 1 ? 'exercise is' : 'exercises are'} passed now.`,
  importProblems: {
    'not-json': 'This file is no JSON. Choose one that was saved here. Nothing was changed.',
    'not-progress': 'This file holds no progress of this site. Nothing was changed.',
    newer: 'This file is from a newer version of the site. Nothing was changed.',
    'too-large': 'This file is larger than progress can be. Nothing was changed.',
  },
  unreadable: 'The file could not be read. Nothing was changed.',
  reset: 'Forget everything',
  resetAsk: (n) =>
    `Forget what is kept of ${n} ${n === 1 ? 'exercise' : 'exercises'}, drafts included? There is no way back.`,
  resetYes: 'Forget it',
  resetNo: 'Keep it',
  wasReset: 'Nothing is kept any more.',
};

const zhCN: ExerciseWords = {
  exercise: (n, of) => (of === 1 ? '练习' : `练习 ${n}/${of}`),
  kinds: { code: '编写', predict: '预测', trace: '追踪', machine: '在自己的机器上' },
  does: {
    code: '编写 init 的一部分，在 64 种调度下按其行为评判。',
    predict: '说出每个进程的下场，再看它发生。',
    trace: '排列调用顺序，找出那一行。',
    machine: '在真实 Linux 上运行的命令，以及它们的输出。',
  },
  done: '已完成',
  doneOn: (date) => `${date} 通过`,
  demands: '在每种调度下都要满足',
  programs: '可以 exec 的程序',
  hint: (n, of) => (of === 1 ? '提示' : `提示 ${n}/${of}`),
  solution: '答案',
  why: '为什么',
  useSolution: '放进编辑器',
  needsScript: '运行答案需要启用脚本；不启用也能阅读提示和答案。',
  loadFailed: '练习加载失败，但内容仍可阅读。',
  retry: '重试',
  notKept: '浏览器不为本站保存任何数据：离开页面后，这里的内容就会丢失。',

  program: (title) => `你的程序：${title}`,
  run: (n) => `在 ${n} 种调度下运行`,
  running: (n, of) => `已评判 ${n}/${of} 种调度……`,
  exploring: '全部通过。正在逐一尝试所有可能有影响的调度……',
  stop: '停止',
  stopped: '已停止，未作评判。',
  again: '再次运行',
  schedules: (of) => `${of} 种调度，每格一种`,
  failedSchedules: (numbers, of) => `${of} 种调度中未通过的：${numbers}`,
  noneFailed: (of) => `${of} 种调度全部通过`,
  progressOf: (n, of) => `${of} 种调度中的 ${n} 种`,
  passed: (n) => `${n} 种调度中有 ${n} 种做到了不丢下任何进程。`,
  explored: (runs, complete) =>
    complete
      ? `随后用 ${runs} 次运行试遍了所有可能有影响的调度，无一失败。`
      : `随后又试了 ${runs} 种在关键处各不相同的调度，无一失败。`,
  exploredFailed: (failed, runs) => `随机调度全部通过，但在 ${runs} 种特意挑选的调度中有 ${failed} 种未通过`,
  cut: (tried, of) => `程序在第 ${tried} 种调度下被终止，其余 ${of - tried} 种没有再试。`,
  the: (n) => `调度 ${n}`,
  first: (n) => `最先失败的是调度 ${n}。`,
  firstExplored: '这是在逐一尝试时发现的。',
  stepThrough: '逐步查看',
  watch: '观看运行过程',
  another: '查看其他：',
  scheduleN: (n) => `调度 ${n}`,
  yourLine: (n) => `你的第 ${n} 行：`,
  goToLine: (n) => `转到编辑器第 ${n} 行`,
  ok: '通过',
  notOk: '未通过',
  checks: '检查项',
  output: '第一次运行的输出',
  notRun: '程序没能运行到底',
  typeProblems: (n) => `运行之前 TypeScript 就发现了 ${n} 个问题，见编辑器下方。`,
  stepOf: (step, of) => `即下方播放器中的第 ${step} 步，共 ${of} 步。`,
  opening: '正在打开这次运行……',
  openFailed: '无法打开这次运行。',
  close: '关闭',
  runTitle: (of, schedule) => `${of}，${schedule}`,
  explorationRun: (n) => `探索中的第 ${n} 次运行`,
  container: '容器',
  yourProgram: '你的程序',
  notYours: '此刻没有执行到你的代码。',
  atLine: (who, n) => `${who} 执行到你的第 ${n} 行：`,

  beside: '与真实的 init 对照',
  besideIntro:
    '下面是一些常见 init 的行为，用同样的系统调用写成。把它们放在你的程序的位置上，在同样的情形和调度下运行。',
  init: 'init',
  behaves: '行为',
  as: '如此行事的有',
  here: '在本练习中',
  yours: '你的程序',
  yoursNotRun: '尚未运行',
  runBeside: '在同样的调度下运行它们',
  runningBeside: (n, of) => `已运行 ${n}/${of} 个……`,
  besideFailed: '无法运行。',
  readIt: '查看代码',

  choose: '你的回答',
  chooseTree: '可以点击进程树，也可以在列表中选择。',
  tree: '继续运行之前的全部进程',
  check: '检查',
  startOver: '重新开始',
  right: '正确',
  wrong: '错误',
  missed: '遗漏',
  chosenRight: '正确',
  allRight: (n) => (n === 1 ? '正确。' : `${n} 题全部正确。`),
  someRight: (n, of) => `${of} 题中答对 ${n} 题`,
  unanswered: '请先回答所有问题；“没有”也是一种回答。',
  whereWrong: '下方播放器停在答案出错的那一步。',
  seeRun: '观看运行过程',
  answer: '答案',
  nobody: '没有',

  orderHelp: '拖动各行，或用按钮移动。先发生的排在前面。',
  up: (name) => `上移 ${name}`,
  down: (name) => `下移 ${name}`,
  place: (name, n, of) => `${name} 现在是第 ${n} 个，共 ${of} 个`,
  misplaced: '位置不对',
  rightPlace: '位置正确',
  inPlace: (n, of) => `${of} 个中有 ${n} 个位置正确`,
  findLine: (fn) => `${fn} 的各行`,
  lineHelp: '点击一行；也可以用方向键移到那一行，再按回车。',
  lineChosen: (n) => `已选第 ${n} 行`,
  noLine: '尚未选择',
  textMissing: (fn) => `打开 ${fn}`,
  textFailed: '源码加载失败。',
  noText: '这一题需要内核源码，而构建网站时没有取得。',
  theLine: (n) => `第 ${n} 行`,

  command: '运行',
  copy: '复制',
  copied: '已复制',
  copyFailed: '请手动选中复制',
  expect: '应当看到',
  because: '为什么',
  needs: '需要',
  needNames: { root: '自己的 Linux 上的 root 权限', docker: 'Docker', strace: 'strace', gdb: 'gdb' },
  markDone: '我做完了',
  isDone: '已完成',

  title: '练习',
  lede: '预测会发生什么，找出起作用的那一行，再编写一个不丢下任何进程的 init。',
  chapter: (n) => `第 ${n} 章`,
  passedOf: (n, of) => `已通过 ${n}/${of}`,
  begun: '已开始',
  next: '继续做第一个未通过的练习',
  inits: '真实的 init 怎么做',
  initsIntro: '1 号进程的五种行为方式，各自列出如此行事的程序，以及它们的文档出处。编写类练习会拿它们与你的程序对照。',
  progress: '你的进度',
  progressIntro: '已通过的练习、草稿和回答只保存在这个浏览器里，不会发送到任何地方。可以存成文件，带到别的浏览器。',
  progressNeedsScript: '未启用脚本时不会保存任何进度。',
  export: '保存为文件',
  import: '载入文件',
  imported: (n) => `已载入，现在共通过 ${n} 个练习。`,
  importProblems: {
    'not-json': '该文件不是 JSON，请选择在这里保存的文件。未作任何更改。',
    'not-progress': '该文件里没有本站的进度。未作任何更改。',
    newer: '该文件来自本站的更新版本。未作任何更改。',
    'too-large': '该文件过大，不可能是进度文件。未作任何更改。',
  },
  unreadable: '无法读取该文件。未作任何更改。',
  reset: '全部清除',
  resetAsk: (n) => `要清除 ${n} 个练习的记录（包括草稿）吗？清除后无法恢复。`,
  resetYes: '清除',
  resetNo: '保留',
  wasReset: '已全部清除。',
};

export const exerciseWords: Readonly<Record<Locale, ExerciseWords>> = { en, 'zh-cn': zhCN };
