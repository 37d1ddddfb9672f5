namespace CustomerOps.Architecture.Tests;

/// <summary>What every host carries and what imitates Aspire stays small enough to be read in one sitting; counted in lines of code.</summary>
public sealed class SizesTests
{
    private const int SharedCode = 2_146;
    private const int LocalRunner = 1_050;

    [Fact]
    public void The_shared_code_is_small() => CodeLines("src/CustomerOps.ServiceDefaults/", "src/CustomerOps.Messaging/").ShouldBeInRange(1, SharedCode);

    [Fact]
    public void The_local_runner_is_small() => CodeLines("CustomerOps.AppHost/Local/").ShouldBeInRange(1, LocalRunner);

    [Fact]
    public void Blank_lines_comments_and_braces_are_no_code() =>
        new SourceFile("A.cs", "// why\n\nclass A\n{\n    int a;\n}\n").CodeLines.ShouldBe(2);

    private static int CodeLines(params string[] folders) => folders.SelectMany(House.CSharp).Sum(file => file.CodeLines);
}
