import { Command } from 'commander';

interface Options {
  from?: string;
  check?: true;
  strict?: true;
}

const EXPLANATION = `
The site shows kernel source that this repository does not contain. This command puts it in .kernel/ (which git ignores)
and accepts a file as v6.0's only by its git blob id, listed in kernel-snippets/v6.0.lock.json.

Sources, in order:
  1. what --from names, or the environment variable KERNEL_SRC:
       a source tree          --from ~/src/linux-6.0
       a tarball              --from linux-6.0.tar.xz       (also .tar, .tar.gz, .tar.bz2, .tar.zst, or Debian's .deb)
       a git repository       --from ~/src/linux            (read by its tag v6.0, whatever is checked out; may be bare)
     If one is named, no other is tried.
  2. the tag v6.0 from git.kernel.org, else from its mirror on GitHub
  3. Debian's package linux-source-6.1, through apt-get download (no root needed). kernel/exit.c and kernel/pid_namespace.c are
     turned back to v6.0; the other files stay 6.1's, and are labelled so wherever they are shown.

With nothing to do it verifies what is there, and ends. Whatever goes wrong, .kernel/ keeps what it had.

Exit status: 0 done; 2 it could not be done, and the message says why; 130 after Ctrl-C.`;

/** `why-sigkill kernel` */
export function kernelCommand(): Command {
  return new Command('kernel')
    .summary('obtain and verify the kernel text that the site shows')
    .description('Obtain and verify the kernel text that the site shows.')
    .option('--from <source>', 'take it from this source tree, tarball or git repository')
    .option('--check', 'only verify what is there, file by file; fetch nothing')
    .option('--strict', 'fail unless kernel/exit.c and kernel/pid_namespace.c are v6.0’s own')
    .addHelpText('after', EXPLANATION)
    .action(async (options: Options) => {
      const { kernel } = await import('./kernel-run.ts');
      await kernel(options, process.env['KERNEL_SRC'] || undefined);
    });
}
