// Type-checks dashboards: each JSON file becomes an object literal of Grafana's own types, and TypeScript says what does not fit.
// Usage: node check.mjs FILE...
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const here = dirname(fileURLToPath(import.meta.url));
const types = readFileSync(join(here, 'dashboard.ts'), 'utf8');
const sources = new Map(process.argv.slice(2).map(file =>
  [join(here, `${basename(file)}.ts`), `${types}\nexport const dashboard: Json<PrometheusDashboard> = ${readFileSync(file, 'utf8')};\n`]));

const options = {
  strict: true, noEmit: true, skipLibCheck: true, types: [],
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
};
const host = ts.createCompilerHost(options);
const { fileExists, readFile, getSourceFile } = host;
host.fileExists = name => sources.has(name) || fileExists(name);
host.readFile = name => sources.get(name) ?? readFile(name);
host.getSourceFile = (name, version) => sources.has(name)
  ? ts.createSourceFile(name, sources.get(name), version)
  : getSourceFile(name, version);

const faults = ts.getPreEmitDiagnostics(ts.createProgram([...sources.keys()], options, host));
for (const fault of faults) {
  const line = fault.file ? fault.file.getLineAndCharacterOfPosition(fault.start).line - types.split('\n').length : 0;
  const place = fault.file ? `${basename(fault.file.fileName, '.ts')}:${line}` : 'check';
  console.error(`${place}: ${ts.flattenDiagnosticMessageText(fault.messageText, ' ')}`);
}
console.log(`${sources.size} dashboards, ${faults.length} faults`);
process.exit(faults.length > 0 || sources.size === 0 ? 1 : 0);
