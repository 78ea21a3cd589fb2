import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from '../infra-types';
import { packageFolder } from '../paths';
import type { FirstStart } from './class-archive';
import { recordClasses } from './class-archive';
import type { Installed } from './install-once';
import { installOnce } from './install-once';
import { runTool } from './run-tool';
import { requireJava, requireProgram } from './tools';

const CONTENT_HASH_LENGTH = 8;

/** A folder of this package with a pom whose `package` leaves jars in target/lib. */
export interface MavenProject {
  /** The folder and the name in the cache. */
  folder: string;
  title: string;
  version: string;
  expectedSeconds: number;
  /** A script of the folder that starts the program, put beside `lib`. */
  launcher?: string;
  /** A first start of what was installed in this folder, which makes all later ones quick. */
  firstStart: (home: string) => Promise<FirstStart>;
  /** Names an endpoint that makes the installation unnecessary. */
  environmentVariable: string | undefined;
}

/**
 * The jars of a Maven project, in `<home>/lib`. A change of the project gets a folder of its own.
 * @throws MissingToolError when Java or Maven is missing
 */
export async function installMavenProject(project: MavenProject, say: Say): Promise<Installed> {
  await requireJava(project.title, project.environmentVariable);
  const source = join(packageFolder(), project.folder);
  const hash = contentHash(source).slice(0, CONTENT_HASH_LENGTH);
  return await installOnce(
    {
      folderName: `${project.folder}-${project.version}-${hash}`,
      build: async (home) => {
        const mvn = requireProgram(project.title, 'mvn', 'Maven', project.environmentVariable);
        const work = join(home, 'work');
        cpSync(source, work, { recursive: true });
        const tool = { command: mvn, args: ['--batch-mode', '--no-transfer-progress', 'package'], cwd: work };
        const title = `${project.title} ${project.version}: fetching with Maven`;
        await runTool({ title, expectedSeconds: project.expectedSeconds, ...tool }, say);
        renameSync(join(work, 'target', 'lib'), join(home, 'lib'));
        if (project.launcher !== undefined) {
          cpSync(join(source, project.launcher), join(home, project.launcher));
        }
        rmSync(work, { recursive: true });
        await recordClasses(await project.firstStart(home), say);
      },
    },
    say,
  );
}

function contentHash(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  for (const file of files.filter(
    (one) => /\.(java|xml|sh)$/.test(one) && statSync(join(folder, one)).isFile(),
  )) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(folder, file)))
      .update('\0');
  }
  return hash.digest('hex');
}
