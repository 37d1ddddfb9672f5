using Aspire.Hosting;

namespace CustomerOps.AppHost.Tests;

public sealed class LogBufferTests
{
    [Fact]
    public void Memory_and_files_stay_bounded_and_numbers_go_on()
    {
        var folder = Directory.CreateTempSubdirectory("customerops-log-").FullName;
        var path = Path.Combine(folder, "x.log");
        using (var log = new LogBuffer(path, text => text.Replace("hidden", "***")))
        {
            for (var i = 1; i <= 30_000; i++)
            {
                log.Add($"line {i} hidden {new string('.', 1_000)}");
            }

            var kept = log.After(0);
            kept.Count.ShouldBe(2_000);
            (kept[0].Number, kept[^1].Number).ShouldBe((28_001, 30_000));
            log.After(29_998).Select(l => l.Number).ShouldBe([29_999, 30_000]);
            kept[^1].Text.ShouldStartWith("line 30000 *** .");
        }

        Directory.GetFiles(folder).Length.ShouldBe(2);
        Directory.GetFiles(folder).Sum(f => new FileInfo(f).Length).ShouldBeLessThan(17_000_000);
        File.ReadLines(path).Last().ShouldStartWith("line 30000 ***");
        Directory.Delete(folder, recursive: true);
    }
}
