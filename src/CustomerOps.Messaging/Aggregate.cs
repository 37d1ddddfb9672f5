using System.ComponentModel.DataAnnotations.Schema;
using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Messaging;

/// <summary>State with its rules. What it raises is stored in the outbox by the same save; <see cref="Version"/> grows with every save that changed it.</summary>
public abstract class Aggregate : ITenantOwned
{
    private readonly List<object> _raised = [];

    public Guid Id { get; protected set; } = Guid.CreateVersion7();

    public Guid TenantId { get; set; }

    public int Version { get; internal set; }

    [NotMapped]
    internal bool IsTouched { get; private set; }

    /// <summary>Tells an event (a contract record) once this is saved.</summary>
    protected void Raise(object contractEvent)
    {
        _raised.Add(contractEvent);
        Touch();
    }

    /// <summary>Counts as changed although only a part (a message, a line) changed.</summary>
    protected void Touch() => IsTouched = true;

    internal IReadOnlyList<object> TakeRaised()
    {
        object[] taken = [.. _raised];
        _raised.Clear();
        IsTouched = false;
        return taken;
    }
}
