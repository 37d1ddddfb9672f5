using System.ComponentModel.DataAnnotations;

namespace CustomerOps.Ticketing.Fields;

/// <summary>The lasting name of a field or choice, for programs: <c>cause-of-fault</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class FieldKeyAttribute() : RegularExpressionAttribute("^[a-z][a-z0-9-]{0,39}$");
