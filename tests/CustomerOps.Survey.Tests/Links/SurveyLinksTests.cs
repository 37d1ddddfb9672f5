using System.Buffers.Text;
using CustomerOps.Survey.Links;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;

namespace CustomerOps.Survey.Tests.Links;

public class SurveyLinksTests
{
    private static readonly SurveyLinks s_links = Signer("a-secret-of-the-tests");

    [Fact]
    public void What_is_signed_is_read_again() => Prop.ForAll(SignedLinks, link => s_links.Read(s_links.Sign(link)) == link).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_flipped_bit_is_refused()
    {
        var token = Base64Url.DecodeFromChars(s_links.Sign(SomeLink));
        token.Length.ShouldBe(75);
        for (var bit = 0; bit < token.Length * 8; bit++)
        {
            token[bit / 8] ^= (byte)(1 << bit % 8);
            s_links.Read(Base64Url.EncodeToString(token)).ShouldBeNull();
            token[bit / 8] ^= (byte)(1 << bit % 8);
        }

        s_links.Read(Base64Url.EncodeToString(token)).ShouldBe(SomeLink);
    }

    [Fact]
    public void Any_other_text_of_any_length_is_refused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text => s_links.Read(text.Get) is null).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_changed_added_or_missing_character_is_refused()
    {
        var token = s_links.Sign(SomeLink);
        for (var i = 0; i < token.Length; i++)
            foreach (var other in (char[])['A', 'z', '-', '=', '/', ' ', '\n', '\0'])
                if (other != token[i]) s_links.Read(token[..i] + other + token[(i + 1)..]).ShouldBeNull();
        foreach (var changed in (string[])[token + "A", token[1..], token + "=", " " + token, token[..99] + "\n", ""]) s_links.Read(changed).ShouldBeNull();
    }

    [Fact]
    public void Another_secret_reads_nothing_unless_it_was_the_previous_one()
    {
        var token = s_links.Sign(SomeLink);
        Signer("another-secret-of-the-tests").Read(token).ShouldBeNull();
        Signer("another-secret-of-the-tests", previous: "a-secret-of-the-tests").Read(token).ShouldBe(SomeLink);
    }

    [Fact]
    public void A_short_secret_does_not_start() => Should.Throw<InvalidOperationException>(() => Signer("short"));

    private static SignedLink SomeLink { get; } = new(Guid.Parse("01890000-0000-7000-8000-000000000001"), Guid.Parse("01890000-0000-7000-8000-000000000002"), DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));

    private static Arbitrary<SignedLink> SignedLinks =>
        (from tenant in ArbMap.Default.GeneratorFor<Guid>()
         from invitation in ArbMap.Default.GeneratorFor<Guid>()
         from expiry in Gen.Choose(0, int.MaxValue)
         select new SignedLink(tenant, invitation, DateTimeOffset.FromUnixTimeSeconds(expiry))).ToArbitrary();

    private static SurveyLinks Signer(string secret, string? previous = null) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Keys:SurveyLink"] = secret, ["Keys:SurveyLinkPrevious"] = previous, ["PublicUrl"] = "http://localhost" }).Build());
}
