// deep_soak.mjs -- twenty minutes of ten times the normal load; SOAK_SECONDS says how long instead.
import { soak } from './soak.mjs';

await soak({ seconds: Number(process.env.SOAK_SECONDS) || 1200, rate: 500, growth: 2048 });
