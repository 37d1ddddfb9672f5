using System.ComponentModel.DataAnnotations;

namespace CustomerOps.Ticketing.Views;

/// <summary>A stretch of time in minutes, at most ten years.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class MinutesAttribute() : RangeAttribute(0, 5_256_000);
