using Bogus;
using CustomerOps.Demo.Generating;

namespace CustomerOps.Demo.Mail;

/// <summary>How a customer found the service; the same customer always the same.</summary>
internal sealed record Mood(int Nps, int Csat, int Ces, Func<Words, string?> Comment)
{
    /// <summary>About one in two promotes us, one in five does not: what shops of middling size see.</summary>
    public static Mood Of(string email)
    {
        var random = Chance(email, "mood");
        var (kind, speaks, words) = (random.Int(1, 100), random.Int(1, 100), random.Int(0, 99));
        return kind switch
        {
            <= 52 => new(random.Int(9, 10), random.Int(1, 10) > 3 ? 5 : 4, random.Int(5, 7), w => speaks <= 25 ? w.Praise[words % w.Praise.Count] : null),
            <= 79 => new(random.Int(7, 8), random.Int(3, 4), random.Int(4, 6), w => speaks <= 35 && w.Middling[words % w.Middling.Count] is { Length: > 0 } said ? said : null),
            _ => new(random.Int(0, 6), random.Int(1, 3), random.Int(1, 4), w => speaks <= 65 ? w.Anger[words % w.Anger.Count] : null),
        };
    }

    /// <summary>Some never answer.</summary>
    public static bool Answers(string email, double share) => Chance(email, "answers").Double() < share;

    private static Randomizer Chance(string email, string what) =>
        new(BitConverter.ToInt32(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{what} {email}"))) & int.MaxValue);
}
