import { render } from 'preact';
import { App } from './app.tsx';
import { begin } from './connection/sign-in.ts';
import './style.css';

render(<App />, document.body);
addEventListener('hashchange', () => {
  // Somebody pasted the address of a mock that was restarted.
  if (location.hash.startsWith('#token=')) void begin();
});
void begin();
