import type { Locale } from '../../i18n/index.ts';

/** A symptom as a reader would type it, and the line of the kernel that does it. */
export interface Symptom {
  title: string;
  answer: string;
  /** The function, and what its line says. The line must be the only one that says it. */
  fn: string;
  at: string;
  /** The number of the chapter that explains it. */
  chapter: number;
}

/** What the home page says. `code between backticks` is set as code. */
export interface HomeWords {
  title: string;
  description: string;
  question: [string, string];
  answer: string;
  begin: string;
  source: string;
  lab: string;
  chainTitle: string;
  /** After the name of the call that kills. */
  kill: (line: number | undefined) => string;
  ways: {
    title: string;
    text: string;
    link: string;
    to: 'first-chapter' | 'lab' | 'chains' | 'exercises' | 'source' | 'check';
  }[];
  chapters: string;
  symptoms: string;
  symptomList: Symptom[];
  chapter: (n: number) => string;
}

/** The lines that cause each symptom, and where they are explained: the same in both editions. */
const CAUSES = {
  kill: { fn: 'zap_pid_ns_processes', at: 'group_send_sig_info(', chapter: 6 },
  drop: { fn: 'sig_task_ignored', at: 'SIGNAL_UNKILLABLE', chapter: 1 },
  wait: { fn: 'zap_pid_ns_processes', at: 'pid_ns->pid_allocated == init_pids', chapter: 6 },
  closed: { fn: 'alloc_pid', at: 'ns->pid_allocated & PIDNS_ADDING', chapter: 6 },
} as const;

const en: HomeWords = {
  title: 'Why SIGKILL?',
  description:
    'Why the processes of a container die of SIGKILL when its PID 1 goes: Linux 6.0’s own lines, verified and annotated, from do_exit to the kill.',
  question: ['docker stop sent `SIGTERM`.', 'Why did my workers die of `SIGKILL`?'],
  answer:
    'Because only PID 1 was sent it, and a PID 1 without a handler never receives it: the kernel drops it. Ten seconds later PID 1 was killed, and from inside its own exit the kernel closed its namespace and killed everyone left in it. Five functions do this, and you can read them all here.',
  begin: 'Read the first chapter',
  source: 'See `exit.c`',
  lab: 'Try it in the lab',
  chainTitle: 'Linux 6.0, from the exit to the kill',
  kill: (line) => (line === undefined ? 'SIGKILL' : `SIGKILL, line ${line}`),
  ways: [
    {
      title: 'Read',
      text: 'Nine chapters beside the kernel’s own lines, from the question to an init that lets go.',
      link: 'Begin with the question',
      to: 'first-chapter',
    },
    {
      title: 'Watch',
      text: 'A model of the kernel runs what happened: the tree of processes and the line that runs move together, forward and back.',
      link: 'Open the lab',
      to: 'lab',
    },
    {
      title: 'Trace',
      text: 'Every chain of calls from one function to another: through this, avoiding that, and each call’s own line.',
      link: 'Find a chain',
      to: 'chains',
    },
    {
      title: 'Write',
      text: 'Write an init that leaves nobody to be killed. It is judged by what it does, under many schedules.',
      link: 'Go to the exercises',
      to: 'exercises',
    },
    {
      title: 'Look',
      text: 'Whole files of the exit path, every known name a link, with the notes at their lines.',
      link: 'Open the source',
      to: 'source',
    },
    {
      title: 'Check',
      text: 'Each file bears its git blob id. Compare it with the one in your own clone of Linux.',
      link: 'How to verify the text',
      to: 'check',
    },
  ],
  chapters: 'Chapters',
  symptoms: 'If you came with a symptom',
  symptomList: [
    {
      title: 'Exit code 137, and no OOM',
      answer: '128 + 9: it died of SIGKILL. In a container, the exit of PID 1 sends it to everyone.',
      ...CAUSES.kill,
    },
    {
      title: 'docker stop takes 10 seconds',
      answer: 'PID 1 has no handler for SIGTERM, so the signal is dropped, and Docker waits for nothing.',
      ...CAUSES.drop,
    },
    {
      title: 'kill -9 1 does nothing',
      answer: 'From inside the container it is dropped as well, and kill reports success.',
      ...CAUSES.drop,
    },
    {
      title: 'Stuck in zap_pid_ns_processes',
      answer: 'PID 1 waits until no pid but its own is left, and somebody outside still holds one.',
      ...CAUSES.wait,
    },
    {
      title: 'fork: Cannot allocate memory',
      answer: 'There is memory. The namespace’s PID 1 is gone, and it takes no new pids.',
      ...CAUSES.closed,
    },
  ],
  chapter: (n) => `Chapter ${n}`,
};

const zhCN: HomeWords = {
  title: '为什么是 SIGKILL？',
  description:
    '容器的 1 号进程一退出，其余进程为什么都死于 SIGKILL？本站逐行注解 Linux 6.0 的相关源码，从 do_exit 一直读到发出信号的那一行，源码均经校验。',
  question: ['docker stop 发的是 `SIGTERM`，', '为什么工作进程死于 `SIGKILL`？'],
  answer:
    '因为 `SIGTERM` 只发给了 1 号进程，而 1 号进程没有为它注册处理函数，内核当场就把它丢弃了。十秒之后，1 号进程被强行杀死；就在它自己的退出过程中，内核关闭了这个 PID 命名空间，并杀死其中剩下的所有进程。做这件事的是五个函数，这里可以逐行读到。',
  begin: '从第一章读起',
  source: '看 `exit.c`',
  lab: '在实验室里动手试',
  chainTitle: 'Linux 6.0：从退出到杀死',
  kill: (line) => (line === undefined ? 'SIGKILL' : `SIGKILL，第 ${line} 行`),
  ways: [
    {
      title: '读',
      text: '九章正文，逐段对照内核源码，从问题出发，到写出一个妥善退出的 init。',
      link: '从问题开始',
      to: 'first-chapter',
    },
    {
      title: '看',
      text: '内核的模型把整件事重演一遍：进程树与正在执行的那一行同步前进，也能逐步倒回去。',
      link: '打开实验室',
      to: 'lab',
    },
    {
      title: '查',
      text: '从一个函数到另一个函数的全部调用链：可以指定经过谁、避开谁，每次调用都附上那一行代码。',
      link: '查调用链',
      to: 'chains',
    },
    {
      title: '写',
      text: '自己写一个不让任何进程被杀的 init。评判只看它在各种调度下的行为。',
      link: '去做练习',
      to: 'exercises',
    },
    {
      title: '翻',
      text: '退出路径上的完整源文件，认得的名字都是链接，注解就在对应的行旁。',
      link: '打开源码',
      to: 'source',
    },
    {
      title: '验',
      text: '每个文件都标明 git blob id，可以和你自己的 Linux 仓库逐一核对。',
      link: '如何验证源码',
      to: 'check',
    },
  ],
  chapters: '章节',
  symptoms: '如果你是带着现象来的',
  symptomList: [
    {
      title: '退出码 137，却没有 OOM',
      answer: '128 + 9：死于 SIGKILL。在容器里，1 号进程退出时，内核会把它发给所有进程。',
      ...CAUSES.kill,
    },
    {
      title: 'docker stop 要等 10 秒',
      answer: '1 号进程没有 SIGTERM 的处理函数，信号被丢弃，Docker 只能空等到超时。',
      ...CAUSES.drop,
    },
    {
      title: 'kill -9 1 毫无反应',
      answer: '从容器内部发给 1 号进程的 SIGKILL 同样会被丢弃，而 kill 照样返回成功。',
      ...CAUSES.drop,
    },
    {
      title: '卡在 zap_pid_ns_processes',
      answer: '1 号进程要等到只剩自己的进程号为止，而外面还有人占着其中一个。',
      ...CAUSES.wait,
    },
    {
      title: 'fork: Cannot allocate memory',
      answer: '内存并不缺。命名空间的 1 号进程已经退出，不再分配新的进程号。',
      ...CAUSES.closed,
    },
  ],
  chapter: (n) => `第 ${n} 章`,
};

/** The home page's words in one edition. */
export function home(locale: Locale): HomeWords {
  return locale === 'zh-cn' ? zhCN : en;
}
