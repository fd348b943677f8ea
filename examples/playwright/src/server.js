// The application under test: a page with a login, in one file and without a framework.
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { CotterClient, isCotterError } from '@org/cotter-sdk';
import {
  createSessions,
  memoryTokenStore,
  sessionCookie,
} from '@org/cotter-sdk/session';

const client = new CotterClient({
  apiKeyId: process.env.COTTER_API_KEY_ID,
  apiSecretKey: process.env.COTTER_API_SECRET_KEY,
  baseUrl: process.env.COTTER_BASE_URL,
});
const sessions = createSessions({ client, stores: () => memoryTokenStore() });
const cookie = sessionCookie();

const page = `<!doctype html>
<title>Example</title>
<h1>Welcome</h1>
<p role="status"></p>
<button id="login">Log in</button>
<button id="logout">Log out</button>
<!-- Here your page loads Cotter's login form, which defines Cotter. -->
<script type="module">
  const status = document.querySelector('[role=status]');
  const show = async () => {
    const response = await fetch('/me');
    status.textContent = response.ok ? 'You are logged in.' : 'You are logged out.';
  };
  login.onclick = async () => {
    const identityToken = await Cotter.signIn();
    const response = await fetch('/login', { method: 'POST', body: JSON.stringify(identityToken) });
    if (response.ok) await show();
    else status.textContent = 'The login failed. Try again.';
  };
  logout.onclick = async () => {
    await fetch('/logout', { method: 'POST' });
    await show();
  };
  await show();
</script>`;

const STATUS = { sign_in: 401, retry: 503, fix: 500 };

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    response.statusCode = isCotterError(error) ? STATUS[error.action] : 500;
    response.end();
  });
});

async function answer(request, response) {
  const id = await cookie.read(request.headers.cookie);
  switch (`${request.method} ${request.url}`) {
    case 'GET /':
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(page);
      return;
    case 'GET /me':
      if (id !== undefined) await sessions.of(id).getAccessToken();
      response.writeHead(id === undefined ? 401 : 204).end();
      return;
    case 'POST /login': {
      const tokens = await client.exchangeIdentityToken(await json(request));
      const issued = await cookie.issue();
      await sessions.of(issued.id).signIn(tokens);
      response.writeHead(204, { 'Set-Cookie': issued.setCookie }).end();
      return;
    }
    case 'POST /logout':
      if (id !== undefined) await sessions.end(id);
      response.writeHead(204, { 'Set-Cookie': cookie.clear() }).end();
      return;
    default:
      response.writeHead(404).end();
  }
}

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
