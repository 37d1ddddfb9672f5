using CustomerOps.KnowledgeBase.Search;
using CustomerOps.KnowledgeBase.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerOps.KnowledgeBase.Tests.Search;

public sealed class SpellingTests(Library library)
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("refund", "refund", 0)]
    [InlineData("refund", "refnd", 1)]
    [InlineData("refund", "refudn", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    [InlineData("", "abc", 3)]
    public void Edits_are_counted(string from, string to, int edits) => Spelling.Edits(from, to).ShouldBe(edits);

    [Fact]
    public void Edits_are_the_same_both_ways_and_bounded_by_the_longer_word() => Check.QuickThrowOnFailure(Prop.ForAll<NonNull<string>, NonNull<string>>(
        ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<NonNull<string>>(), (a, b) =>
            Spelling.Edits(a.Get, b.Get) is var edits && edits == Spelling.Edits(b.Get, a.Get)
            && edits >= Math.Abs(a.Get.Length - b.Get.Length) && edits <= Math.Max(a.Get.Length, b.Get.Length) && (edits == 0) == (a.Get == b.Get)));

    [Fact]
    public async Task A_word_no_article_holds_becomes_the_nearest_one_that_does()
    {
        var tenant = Guid.NewGuid();
        await library.Publish(tenant, "Stolen cards", "Block the card, then order a replacement.", "en");
        await library.Publish(tenant, "Stjålne kort", "Spær kortet og bestil et nyt.", "da");
        (await Meant(tenant, "stolen crads", "en")).ShouldBe([new Correction("en", "card")]);
        (await Meant(tenant, "nyt kotrtet", null)).ShouldBe([new Correction("da", "kort")]);
        (await Meant(tenant, "stolen card", null)).ShouldBeEmpty();
        (await Meant(tenant, "quetzal xyz", null)).ShouldBeEmpty();
        (await Meant(Guid.NewGuid(), "replacemnt", null)).ShouldBeEmpty();
    }

    private Task<IReadOnlyList<Correction>> Meant(Guid tenant, string text, string? language) => library.In(tenant, db => Spelling.Correct(db, text, language, default));
}
