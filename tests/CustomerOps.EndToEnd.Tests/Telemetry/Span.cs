using Google.Protobuf;

namespace CustomerOps.EndToEnd.Tests.Telemetry;

/// <summary>One step of a trace, as exported.</summary>
internal sealed record Span(string Service, string TraceId, string SpanId, string ParentId, string Name, IReadOnlyList<string> LinkedTraces)
{
    /// <summary>Reads an ExportTraceServiceRequest: resource_spans 1 { resource 1, scope_spans 2 { spans 2 } }.</summary>
    public static IEnumerable<Span> Read(byte[] request)
    {
        foreach (var resourceSpans in Wire.Parts(request, 1))
        {
            var service = Wire.ServiceOf(resourceSpans);
            foreach (var span in Wire.Parts(resourceSpans, 2).SelectMany(scope => Wire.Parts(scope, 2)))
                yield return new Span(service, Hex(span, 1), Hex(span, 2), Hex(span, 4), Wire.Text(span, 5), [.. Wire.Parts(span, 13).Select(link => Hex(link, 1))]);
        }
    }

    private static string Hex(byte[] message, int field) => Wire.Parts(message, field).FirstOrDefault() is { } bytes ? Convert.ToHexStringLower(bytes) : "";
}

/// <summary>One metric of one process: its name and what its points are told apart by.</summary>
internal sealed record Measurement(string Service, string Name, IReadOnlyList<Point> Points)
{
    /// <summary>Reads an ExportMetricsServiceRequest: resource_metrics 1 { resource 1, scope_metrics 2 { metrics 2 { name 1, gauge 5, sum 7 { data_points 1 } } } }.</summary>
    public static IEnumerable<Measurement> Read(byte[] request)
    {
        foreach (var resourceMetrics in Wire.Parts(request, 1))
        {
            var service = Wire.ServiceOf(resourceMetrics);
            foreach (var metric in Wire.Parts(resourceMetrics, 2).SelectMany(scope => Wire.Parts(scope, 2)))
                yield return new Measurement(service, Wire.Text(metric, 1), [.. ((int[])[5, 7]).SelectMany(kind => Wire.Parts(metric, kind)).SelectMany(data => Wire.Parts(data, 1)).Select(Point.Read)]);
        }
    }
}

/// <summary>attributes 7, as_double 4, as_int 6.</summary>
internal sealed record Point(double Value, IReadOnlyDictionary<string, string> Tags)
{
    public static Point Read(byte[] point) => new(
        Wire.Fixed(point, 6) is { } whole ? whole : Wire.Fixed(point, 4) is { } real ? BitConverter.Int64BitsToDouble(real) : 0,
        Wire.Parts(point, 7).ToDictionary(pair => Wire.Text(pair, 1), pair => Wire.Text(Wire.Parts(pair, 2).FirstOrDefault() ?? [], 1)));
}

/// <summary>Just enough of protocol buffers to read these.</summary>
internal static class Wire
{
    /// <summary>The values of a field of bytes, text or messages.</summary>
    public static IEnumerable<byte[]> Parts(byte[] message, int field)
    {
        var found = new List<byte[]>();
        using var input = new CodedInputStream(message);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited) found.Add(input.ReadBytes().ToByteArray());
            else input.SkipLastField();
        }

        return found;
    }

    public static long? Fixed(byte[] message, int field)
    {
        using var input = new CodedInputStream(message);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.Fixed64) return (long)input.ReadFixed64();
            input.SkipLastField();
        }

        return null;
    }

    public static string Text(byte[] message, int field) => Parts(message, field).FirstOrDefault() is { } text ? System.Text.Encoding.UTF8.GetString(text) : "";

    /// <summary>resource 1 { attributes 1 { key 1, value 2 { string_value 1 } } }</summary>
    public static string ServiceOf(byte[] perResource) => Parts(perResource, 1).SelectMany(resource => Parts(resource, 1))
        .Where(pair => Text(pair, 1) == "service.name").Select(pair => Text(Parts(pair, 2).First(), 1)).FirstOrDefault() ?? "";
}
