// A certified OpenID Connect provider on loopback for the tests. Whoever comes with a login_hint that is an account's address is that account: the tests are
// about what happens afterwards. PUT /control changes accounts, keys and the client's secret, and spoils tokens the way an evil or broken provider would;
// spoilt tokens are signed with the provider's own keys unless the spoiling says otherwise.
import { createServer } from 'node:http';
import { createHash, randomBytes } from 'node:crypto';
import * as jose from 'jose';
import Provider from 'oidc-provider';

const [port, redirect] = [Number(process.argv[2]), process.argv[3]];
const issuer = `http://127.0.0.1:${port}`;
const client = { client_id: 'customerops', client_secret: 'the secret of the client & more', redirect_uris: [redirect], token_endpoint_auth_method: process.argv[4] ?? 'client_secret_basic' };
const accounts = new Map();
const counts = { discovery: 0, keys: 0, token: 0 };
let spoil = {};
let keys, jwks, provider;

async function rotate() {
    const pair = await jose.generateKeyPair('RS256', { extractable: true });
    keys = { ...pair, kid: randomBytes(6).toString('hex') };
    const jwk = { ...(await jose.exportJWK(pair.privateKey)), kid: keys.kid, alg: 'RS256', use: 'sig' };
    jwks = { keys: [jwk] };
    build();
}

function build() {
    provider = new Provider(issuer, {
        clients: [client], jwks, cookies: { keys: ['tests only'] }, pkce: { methods: ['S256'], required: () => true },
        claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'locale'] },
        features: { devInteractions: { enabled: false } },
        interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
        findAccount: (_, id) => ({ accountId: id, claims: () => ({ ...claimsOf(id), sub: id }) }),
        async loadExistingGrant(ctx) {
            const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
            grant.addOIDCScope('openid email profile');
            await grant.save();
            return grant;
        },
    });
}

const claimsOf = (sub) => [...accounts.values()].find((a) => a.sub === sub)?.claims ?? {};

async function interaction(request, response) {
    const { params } = await provider.interactionDetails(request, response);
    const account = accounts.get(params.login_hint);
    await provider.interactionFinished(request, response, account ? { login: { accountId: account.sub } } : { error: 'access_denied' });
}

/** The token answer with its ID token made anew as the test asked. */
async function spoilt(text) {
    const answer = JSON.parse(text);
    if (!answer.id_token) return text;
    const claims = { ...jose.decodeJwt(answer.id_token), ...spoil.claims };
    for (const name of spoil.without ?? []) delete claims[name];
    if (spoil.accessToken) answer.access_token = spoil.accessToken;
    const header = { alg: 'RS256', kid: keys.kid };
    const body = () => Buffer.from(JSON.stringify(claims)).toString('base64url');
    if (spoil.sign === 'none') answer.id_token = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body()}.`;
    else if (spoil.sign === 'HS256') {
        const shared = Buffer.from(await jose.exportSPKI(keys.publicKey));
        answer.id_token = await new jose.SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: keys.kid }).sign(shared);
    } else if (spoil.sign === 'secret') {
        answer.id_token = await new jose.SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(createHash('sha256').update(client.client_secret).digest());
    } else {
        const own = spoil.sign === 'other' || spoil.sign === 'unknown' ? (await jose.generateKeyPair('RS256')).privateKey : keys.privateKey;
        answer.id_token = await new jose.SignJWT(claims).setProtectedHeader(spoil.sign === 'unknown' ? { ...header, kid: 'nobody' } : header).sign(own);
    }
    return JSON.stringify(answer);
}

/** Lets the provider answer, then changes the whole answer. */
function rewritten(request, response, change) {
    const [end, chunks] = [response.end.bind(response), []];
    response.write = (chunk) => (chunks.push(Buffer.from(chunk)), true);
    response.end = (chunk) => {
        if (chunk) chunks.push(Buffer.from(chunk));
        void change(Buffer.concat(chunks).toString()).then((text) => {
            response.removeHeader('content-length');
            end(text);
        });
        return response;
    };
    provider.callback()(request, response);
}

async function control(request, response) {
    let text = '';
    for await (const chunk of request) text += chunk;
    const asked = text ? JSON.parse(text) : {};
    if (asked.account) accounts.set(asked.account.email, asked.account);
    if ('spoil' in asked) spoil = asked.spoil ?? {};
    if (asked.secret) { client.client_secret = asked.secret; build(); }
    if (asked.rotate) await rotate();
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(counts));
}

await rotate();
createServer((request, response) => {
    const path = request.url.split('?')[0];
    if (path === '/control') return void control(request, response);
    if (path.startsWith('/interaction/')) return void interaction(request, response);
    if (path === '/.well-known/openid-configuration') counts.discovery++;
    if (path === '/jwks') counts.keys++;
    if (path === '/token') counts.token++;
    if (spoil.hang === path) return;
    if (spoil.status && spoil.at === path) { response.statusCode = spoil.status; response.setHeader('location', spoil.location ?? '/'); return void response.end(spoil.body ?? '{}'); }
    if (path === '/token' && (spoil.claims || spoil.sign || spoil.without || spoil.accessToken)) return rewritten(request, response, spoilt);
    if (path === '/.well-known/openid-configuration' && spoil.discovery) return rewritten(request, response, async (text) => JSON.stringify({ ...JSON.parse(text), ...spoil.discovery }));
    provider.callback()(request, response);
}).listen(port, '127.0.0.1', () => console.log('listening'));
