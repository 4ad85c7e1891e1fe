import type { Locale } from '@/i18n/index.ts';

/** What an interactive graph says. */
export interface ExplorerWords {
  label(name: string | undefined): string;
  howTo: string;
  graph: string;
  list: string;
  zoomIn: string;
  zoomOut: string;
  fit: string;
  left: string;
  right: string;
  up: string;
  down: string;
  larger: string;
  smaller: string;
  pinPath: string;
  unpinPath: string;
  size(functions: number, calls: number): string;
  came(count: number, left: number): string;
  went(count: number): string;
  noMore(side: 'callers' | 'callees', name: string): string;
  callers(count: number): string;
  callees(count: number): string;
  closeCallers: string;
  closeCallees: string;
  page: string;
  upstream: string;
  chainsTo: string;
  chainsFrom: string;
  seen(kernel: string): string;
  onPath: string;
  notCompiled: string;
  throughPointer: string;
  calledBy: string;
  calls: string;
  line(place: string): string;
  key: { seen: string; pointer: string; path: string; out: string };
  again: string;
  failed: string;
  open: string;
  drawing: string;
  /** What ends a remark. */
  stop: string;
}

const en: ExplorerWords = {
  label: (name) => (name ? `Call graph around ${name}` : 'Call graph'),
  howTo:
    'Arrow keys follow the calls: up to a caller, down to a callee, left and right along the row. Shift with up or down opens and closes callers or callees. Enter leads to the function’s buttons below. Plus and minus zoom, 0 shows all, Page Up and Page Down move.',
  graph: 'Graph',
  list: 'List',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Show all',
  left: 'Move left',
  right: 'Move right',
  up: 'Move up',
  down: 'Move down',
  larger: 'Larger',
  smaller: 'Smaller',
  pinPath: 'Pin the path',
  unpinPath: 'Unpin',
  size: (functions, calls) =>
    `${functions} ${functions === 1 ? 'function' : 'functions'}, ${calls} ${calls === 1 ? 'pair' : 'pairs'} that call`,
  came: (count, left) =>
    left > 0
      ? `${count} functions opened, ${left} more.`
      : `${count} ${count === 1 ? 'function' : 'functions'} opened.`,
  went: (count) => `${count} ${count === 1 ? 'function' : 'functions'} closed.`,
  noMore: (side, name) =>
    side === 'callers' ? `All callers of ${name} are shown.` : `All that ${name} calls is shown.`,
  callers: (count) => `Callers (${count})`,
  callees: (count) => `Calls (${count})`,
  closeCallers: 'Close callers',
  closeCallees: 'Close calls',
  page: 'Open its page',
  upstream: 'Look it up upstream',
  chainsTo: 'Chains to it',
  chainsFrom: 'Chains from it',
  seen: (kernel) => `seen running on ${kernel}`,
  onPath: 'on the path',
  notCompiled: 'not compiled',
  throughPointer: 'through a pointer',
  calledBy: 'Called by',
  calls: 'Calls',
  line: (place) => `line ${place}`,
  key: {
    seen: 'seen running on a real kernel',
    pointer: 'dashed: may be called through a pointer',
    path: 'the path',
    out: 'dotted: left out by the configuration',
  },
  again: 'shown above',
  failed: 'The graph could not be drawn. Check the connection.',
  open: 'Explore its calls as a graph',
  drawing: 'Drawing…',
  stop: '.',
};

const zhCN: ExplorerWords = {
  label: (name) => (name ? `${name} 周围的调用图` : '调用图'),
  howTo:
    '方向键沿调用移动：向上到调用者，向下到被调用者，左右在同一行里移动。按住 Shift 再按上、下，可展开或收起调用者、被调用者。回车转到下方该函数的按钮。加号、减号缩放，0 显示全图，Page Up 与 Page Down 移动画面。',
  graph: '图',
  list: '列表',
  zoomIn: '放大',
  zoomOut: '缩小',
  fit: '显示全图',
  left: '左移',
  right: '右移',
  up: '上移',
  down: '下移',
  larger: '展宽',
  smaller: '还原',
  pinPath: '固定路径',
  unpinPath: '取消固定',
  size: (functions, calls) => `${functions} 个函数，${calls} 组调用`,
  came: (count, left) => (left > 0 ? `展开了 ${count} 个函数，还有 ${left} 个。` : `展开了 ${count} 个函数。`),
  went: (count) => `收起了 ${count} 个函数。`,
  noMore: (side, name) => (side === 'callers' ? `${name} 的调用者已全部显示。` : `${name} 调用的函数已全部显示。`),
  callers: (count) => `调用者（${count}）`,
  callees: (count) => `被调用者（${count}）`,
  closeCallers: '收起调用者',
  closeCallees: '收起被调用者',
  page: '打开函数页',
  upstream: '在上游查看',
  chainsTo: '到它的调用链',
  chainsFrom: '从它出发的调用链',
  seen: (kernel) => `在 ${kernel} 上见过运行`,
  onPath: '在路径上',
  notCompiled: '未编译',
  throughPointer: '经由指针',
  calledBy: '调用者',
  calls: '调用',
  line: (place) => `第 ${place} 行`,
  key: {
    seen: '在真实内核上见过运行',
    pointer: '虚线：可能经由指针调用',
    path: '当前路径',
    out: '点线：被配置排除',
  },
  again: '见上文',
  failed: '图没能画出来，请检查网络。',
  open: '以图浏览它的调用',
  drawing: '正在绘图……',
  stop: '。',
};

export const explorerWords: Readonly<Record<Locale, ExplorerWords>> = { en, 'zh-cn': zhCN };
