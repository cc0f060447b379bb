// A real OpenID provider on loopback. Whoever comes is asked nothing: `login_hint` says who they
// are and, after a colon, how they proved it. It prints its issuer when it is ready.
import { createServer } from "node:http";

const { default: Provider } = await import(process.argv[2]);
const server = createServer();
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "followalong",
      client_secret: "a secret of this test",
      redirect_uris: [process.argv[3]],
    },
  ],
  claims: { openid: ["sub", "amr", "auth_time", "email", "email_verified"] },
  conformIdTokenClaims: false,
  cookies: { keys: ["only for tests"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, interaction) => `/who/${interaction.uid}` },
  findAccount: (_context, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: "sol@example.org", email_verified: true }),
  }),
});
const answers = provider.callback();

server.on("request", async (request, response) => {
  if (!request.url.startsWith("/who/")) return answers(request, response);
  const { params, session, grantId } = await provider.interactionDetails(request, response);
  const [accountId, method] = (params.login_hint ?? "").split(":");
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session?.accountId ?? accountId, clientId: params.client_id });
  grant.addOIDCScope("openid");
  const login = { accountId, amr: [method], remember: false };
  const given = { login, consent: { grantId: await grant.save() } };
  return provider.interactionFinished(request, response, given);
});
console.log(issuer);
