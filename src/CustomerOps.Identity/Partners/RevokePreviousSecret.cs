using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerOps.Identity.Partners;

internal static class RevokePreviousSecret
{
    public static Task<NoContent> Handle(string name, IdentityDb db, BrokerUsers broker, CancellationToken stop) =>
        db.Alone(name, async () =>
        {
            await End(await db.Partner(name, stop), broker, stop);
            return TypedResults.NoContent();
        }, stop);

    /// <summary>On the broker first: what is stored as ended has ended.</summary>
    public static async Task End(Partner partner, BrokerUsers broker, CancellationToken stop)
    {
        if (partner.PreviousUser is not { } previous) return;
        await broker.Retire(previous, stop);
        partner.EndOverlap();
    }
}
