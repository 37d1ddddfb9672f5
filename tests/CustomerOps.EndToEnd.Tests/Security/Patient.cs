using CustomerOps.EndToEnd.Tests.Conventions;

namespace CustomerOps.EndToEnd.Tests.Security;

internal static class Patient
{
    /// <summary>Asks again while strangers of this address have to wait: the tests together are one stranger.</summary>
    public static async Task<Reply> Ask(Func<Task<Reply>> ask)
    {
        var reply = await ask();
        for (var tries = 0; reply.Code == 429 && tries < 120; tries++)
        {
            await Task.Delay(500);
            reply = await ask();
        }

        return reply;
    }
}
