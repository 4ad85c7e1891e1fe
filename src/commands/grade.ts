import { Command } from 'commander';

export interface GradeOptions {
  exercise?: string;
  all?: true;
  json?: true;
  lang: string;
  schedules: string;
}

const EXPLANATION = `
Runs a program on the model kernel, in every case of its exercise and under many schedules, and says what it must do and what it does.

  FOLDER   an exercise, such as content/exercises/forward-sigterm: its solution; with --all also its starter and its wrong answers,
           which must fail for the reasons that exercise.yaml gives
  FILE     a program; one outside an exercise's folder needs --exercise

  --json          the verdict, for programs: one a line
  --lang zh-cn    say it in Chinese
  --schedules N   so many schedules (default: 64)

The program runs in this very process. Grade what you trust.

Exit status: 0 passed (with --all: everything is as exercise.yaml says); 2 not passed, or a file is not what it should be.`;

/** `why-sigkill grade` */
export function gradeCommand(): Command {
  return new Command('grade')
    .summary('grade a program that was written for an exercise')
    .description('Grade a program that was written for an exercise, by what it does under many schedules.')
    .argument('<path>', 'an exercise’s folder, or a program')
    .option('--exercise <slug>', 'the exercise that the program is for')
    .option('--all', 'the starter and the wrong answers of a folder too')
    .option('--json', 'one verdict a line')
    .option('--lang <language>', 'en or zh-cn', 'en')
    .option('--schedules <n>', 'how many schedules', '64')
    .addHelpText('after', EXPLANATION)
    .action(async (path: string, options: GradeOptions) => {
      const { grade } = await import('./grade-run.ts');
      grade(path, options);
    });
}
