using CustomerOps.EndToEnd.Tests.Conventions;

namespace CustomerOps.EndToEnd.Tests.Security;

internal static class Patient
{
    private const int MostWaits = 120, MostAway = 3;

    /// <summary>Asks again while strangers of this address have to wait: the tests together are one stranger. And, as the answer asks for, a few times where a part was not there.</summary>
    public static async Task<Reply> Ask(Func<Task<Reply>> ask)
    {
        var (reply, away) = (await ask(), 0);
        for (var tries = 0; tries < MostWaits && (reply.Code == 429 || (reply.ProblemCode == "service.unavailable" && away++ < MostAway)); tries++)
        {
            await Task.Delay(500);
            reply = await ask();
        }

        return reply;
    }
}
