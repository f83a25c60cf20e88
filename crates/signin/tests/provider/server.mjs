// An identity provider for the tests: oidc-provider with one account that is always signed in.
//
// It prints its address in one line when it answers, listens to this machine only and keeps everything
// in memory. It ends when its standard input does, so it never outlives whoever started it.

import { createServer } from 'node:http';

import { Provider } from 'oidc-provider';

const ACCOUNT = {
  sub: 'account-1',
  preferred_username: 'sample.officer',
  name: '示例工作人员',
};

const REDIRECT = 'https://gongkai.example/signin/answer';

const settings = {
  clients: [
    { client_id: 'gongkai', client_secret: 'confidential', redirect_uris: [REDIRECT] },
    {
      client_id: 'gongkai-public',
      token_endpoint_auth_method: 'none',
      redirect_uris: [REDIRECT],
    },
    { client_id: 'neighbour', client_secret: 'of the neighbour', redirect_uris: [REDIRECT] },
  ],
  clientDefaults: { grant_types: ['authorization_code'], response_types: ['code'] },
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ ...ACCOUNT, sub: id }) }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
  ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
};

// Signs the account in and agrees to whatever the client asks for.
async function agree(provider, request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: ACCOUNT.sub, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const grantId = await grant.save();
  const result = { login: { accountId: ACCOUNT.sub }, consent: { grantId } };
  await provider.interactionFinished(request, response, result);
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, settings);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url.startsWith('/interaction/')) {
      answer(request, response);
      return;
    }
    agree(provider, request, response).catch((error) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  console.log(issuer);
});

process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
