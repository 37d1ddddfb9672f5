namespace CustomerOps.KnowledgeBase.Tests.SharedData;

internal static class Typing
{
    /// <summary>The question with its longest word mistyped: a letter left out, doubled up, replaced, or swapped with its neighbour.</summary>
    public static string OneEdit(string question, Random random)
    {
        var word = question.Split([.. question.Where(c => !char.IsLetter(c)).Distinct()]).MaxBy(w => w.Length)!;
        var at = random.Next(1, Math.Max(2, word.Length - 1));
        if (word.Length < 3) return question;
        var typed = random.Next(4) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, Letter()),
            2 => word.Remove(at, 1).Insert(at, Letter()),
            _ => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
        };
        return question.Replace(word, typed, StringComparison.Ordinal);

        string Letter() => ((char)('a' + random.Next(26))).ToString();
    }
}
