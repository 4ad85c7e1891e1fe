import { Command } from 'commander';

const EXPLANATION = `
  why-sigkill chains do_exit zap_pid_ns_processes          from one function to another
  why-sigkill chains --callers group_send_sig_info         what calls it; --callees: what it calls
  why-sigkill chains --reaching do_exit --in 'kernel/*.c'  what can get to it; --reached-from: what it leads to

A chain is a simple path: no function occurs twice. The shortest come first. A function is named as in the kernel; one of several
of its name as name@file. Of a system call, the nodes are __x64_sys_kill, __se_sys_kill, __do_sys_kill; sys_kill and kill(2) find them.

  --max-depth N  the most calls in a chain, from 1 to 100. If it is not given: 8, or as many as the shortest chain has
  --through C    only chains that go through C; --avoid D: none that goes through D. Both may be given more than once
  --kinds K      which calls count, of direct, macro, indirect (direct,macro). An indirect call, through a pointer, may lead to the
                 functions whose address is stored where it goes; it is offered only if asked for
  --in GLOB      only functions defined in files that match: 'kernel/*.c' does not enter subfolders, 'kernel/**' does. The functions
                 that you name yourself are exempt
  --any-config   also what the site's configuration, kernel-snippets/x86_64.config, does not compile
  --limit N      the most to list; all are counted (20 chains, 40 functions; with --json 1000 chains, all functions)
  --json         one JSON object, for programs

Lines are v6.0's where a function is word for word v6.0's; another version's are followed by its name. In JSON, "line" is always the
line in the text at hand, .kernel/tree.

Exit status: 0 answered, "there is none" included; 2 a name is unknown (the nearest names are told), or something else is wrong.`;

/** `why-sigkill chains` */
export function chainsCommand(): Command {
  const many = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];
  return new Command('chains')
    .summary('search the kernel’s call graph: from A to B, callers, callees, and what lies around')
    .description('Search the call graph of the kernel’s kernel/ folder.')
    .argument('[from]', 'where chains start')
    .argument('[to]', 'where they end')
    .option('--from <function>', 'the same')
    .option('--to <function>', 'the same')
    .option('--callers <function>', 'the functions that call it')
    .option('--callees <function>', 'the functions it calls')
    .option('--reaching <function>', 'all that can get to it')
    .option('--reached-from <function>', 'all that it leads to')
    .option('--max-depth <n>', 'the most calls in a chain')
    .option('--through <function>', 'only chains that go through it', many)
    .option('--avoid <function>', 'no chain that goes through it', many)
    .option('--kinds <kinds>', 'direct, macro, indirect: which calls count')
    .option('--in <glob>', 'only functions defined in files that match')
    .option('--any-config', 'also what the configuration does not compile')
    .option('--limit <n>', 'the most to list')
    .option('--json', 'for programs')
    .addHelpText('after', EXPLANATION)
    .action(async (from: string | undefined, to: string | undefined, options: ChainsOptions) => {
      const { chains } = await import('./chains-run.ts');
      chains(from, to, options);
    });
}

export interface ChainsOptions {
  from?: string;
  to?: string;
  callers?: string;
  callees?: string;
  reaching?: string;
  reachedFrom?: string;
  maxDepth?: string;
  through?: string[];
  avoid?: string[];
  kinds?: string;
  in?: string;
  anyConfig?: true;
  limit?: string;
  json?: true;
}
