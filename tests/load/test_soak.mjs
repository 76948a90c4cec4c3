// test_soak.mjs -- half a minute of ten times the normal load: memory and descriptors stay where they are.
import { soak } from './soak.mjs';

await soak({ seconds: 30, rate: 500, growth: 8192 /* caches of the database fill */ });
