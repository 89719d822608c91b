// keda.mjs FILE...: validates the ScaledObjects among the manifests against KEDA's published schema, which
// kubernetes-validate does not know.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseAllDocuments } from 'yaml';

const { ScaledObject } = createRequire(import.meta.url)('@kubernetes-models/keda/keda.sh/v1alpha1');

function problems(manifest) {
  try {
    new ScaledObject(manifest).validate();
    return [];
  } catch (error) {
    return [error.message];
  }
}

const manifests = process.argv
  .slice(2)
  .flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')).map((document) => [file, document.toJS()]))
  .filter(([, manifest]) => manifest?.kind === 'ScaledObject');
let failed = 0;
for (const [file, manifest] of manifests) {
  for (const problem of problems(manifest)) {
    failed += 1;
    console.error(`${file}: ScaledObject ${manifest.metadata?.name}: ${problem}`);
  }
}

// The check is checked: these must be refused.
const named = { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'broken' } };
for (const spec of [
  { triggers: [] },
  { scaleTargetRef: { name: 'trainer' }, triggers: [{ type: 'kafka' }] },
  { scaleTargetRef: { name: 'trainer' }, maxReplicaCount: 'many', triggers: [] },
]) {
  if (problems({ ...named, spec }).length === 0) {
    failed += 1;
    console.error(`the check let a broken ScaledObject pass: ${JSON.stringify(spec)}`);
  }
}
if (manifests.length === 0) {
  failed += 1;
  console.error('no ScaledObject among the manifests');
}
console.log(`${manifests.length} ScaledObjects checked, ${failed} problems`);
process.exit(failed === 0 ? 0 : 1);
