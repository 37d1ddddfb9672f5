using System.Text;
using System.Text.Json;

namespace CustomerOps.Messaging.PersonalData;

/// <summary>What a message says: its texts as people read them. As JSON writes them down, letters outside ASCII and signs such as + are hidden.</summary>
internal static class Said
{
    /// <returns>Each text on lines of its own; of what is no JSON, what could be read of it and the whole.</returns>
    public static string In(ReadOnlySpan<byte> message)
    {
        var texts = new StringBuilder();
        var reader = new Utf8JsonReader(message);
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) texts.AppendLine(reader.GetString());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) { texts.Append(Encoding.UTF8.GetString(message)); }
        return texts.ToString();
    }
}
