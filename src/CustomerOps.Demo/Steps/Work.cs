using System.Security.Cryptography;
using System.Text;
using CustomerOps.Demo.Gateway;
using CustomerOps.Demo.Running;

namespace CustomerOps.Demo.Steps;

/// <summary>What every step works with: whose data, as whom, what was done before, and how it goes now.</summary>
/// <param name="Purpose">Keeps the Idempotency-Keys of seeding and loading apart where both work on one organisation.</param>
internal sealed record Work(string Purpose, Organisation Organisation, Journal Journal, Run Run)
{
    public CancellationToken Stop => Run.Stop;

    /// <summary>Posts once and for all: not again when the journal knows it, under the same Idempotency-Key otherwise.</summary>
    /// <param name="key">What is posted; the same in every run.</param>
    /// <returns>The new thing's id.</returns>
    public Task<string> Post(string key, GatewayClient by, string path, object body) =>
        Journal.Once(key, async () => (await by.Post(path, body, IdempotencyKey(key), Stop)).Id);

    /// <summary>Puts unless the journal knows that it was done.</summary>
    public Task Put(string key, GatewayClient by, string path, object body) => Journal.Once(key, async () =>
    {
        await by.Put(path, body, Stop);
        return "put";
    });

    public string IdempotencyKey(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Purpose}/{Organisation.Slug}/{key}")));
}
