#!/usr/bin/env node
// Committed, so that npm links the command in this workspace before the bundle is built.
import '../bundle/main.js';
