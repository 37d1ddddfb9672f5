using Npgsql;

namespace CustomerOps.Ticketing.Search;

/// <summary>Has what was said lately sorted into the word indexes every second, beside those who speak: else one of them waits for it.</summary>
internal sealed class TidyIndexes(NpgsqlDataSource database, TimeProvider time, ILogger<TidyIndexes> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Pause, time, stoppingToken);
                await using var tidy = database.CreateCommand("select tidy_word_indexes()");
                await tidy.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { break; }
            catch (Exception e) { log.LogWarning("The word indexes could not be tidied and are again: {Reason}", e.Message); }
        }
    }
}
