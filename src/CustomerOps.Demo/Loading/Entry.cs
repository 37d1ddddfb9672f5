namespace CustomerOps.Demo.Loading;

/// <summary>One thing read from a file, and where it stands there.</summary>
/// <param name="Number">Line, counted from 1; in a JSON document the entry's place.</param>
internal sealed record Entry<T>(string File, int Number, T Value)
{
    public string Place => $"{File}:{Number}";
}
