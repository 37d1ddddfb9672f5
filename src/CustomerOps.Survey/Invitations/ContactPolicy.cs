using System.Buffers.Binary;
using System.Net.Mail;
using System.Security.Cryptography;
using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Invitations;

/// <summary>May this customer be asked? The first rule that fails is the recorded reason.</summary>
internal static class ContactPolicy
{
    public const string FollowUp = "follow-up", NoSurvey = "no-survey", Reopened = "reopened", NoAddress = "no-address", NoConsent = "no-consent",
        SampledOut = "sampled-out", RecentlyAsked = "recently-asked";

    /// <returns>Why not, or null: ask.</returns>
    public static string? Refusal(Trigger trigger, CustomerSurvey? survey, DateTimeOffset? reopenedAt, bool consents, DateTimeOffset? lastAsked, DateTimeOffset now)
    {
        if (trigger.IsFollowUp) return FollowUp;
        if (survey is null) return NoSurvey;
        if (reopenedAt >= trigger.At) return Reopened;
        if (!IsAddress(trigger.Email)) return NoAddress;
        if (!consents) return NoConsent;
        if (!InSample(trigger.CustomerId, survey.Id, survey.SamplingRate)) return SampledOut;
        return survey.QuarantineDays > 0 && lastAsked > now.AddDays(-survey.QuarantineDays) ? RecentlyAsked : null;
    }

    /// <summary>The same customer always falls on the same side of the same survey; a higher rate only adds customers.</summary>
    public static bool InSample(Guid customerId, Guid surveyId, double rate)
    {
        Span<byte> both = stackalloc byte[32];
        customerId.TryWriteBytes(both);
        surveyId.TryWriteBytes(both[16..]);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(both, hash);
        var uniform = (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
        return uniform < rate;
    }

    private static bool IsAddress(string? email) =>
        email is { Length: > 2 and <= 320 } && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && MailAddress.TryCreate(email, out var parsed) && parsed.Address == email;
}
