using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerOps.Contracts.Partners;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Approvals;
using CustomerOps.Ticketing.Automation;
using CustomerOps.Ticketing.BulkRuns;
using CustomerOps.Ticketing.Checklists;
using CustomerOps.Ticketing.Complaints;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Departments;
using CustomerOps.Ticketing.Escalations;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.HandlingNotes;
using CustomerOps.Ticketing.Identities;
using CustomerOps.Ticketing.Macros;
using CustomerOps.Ticketing.Mails;
using CustomerOps.Ticketing.Mentions;
using CustomerOps.Ticketing.Merging;
using CustomerOps.Ticketing.Opportunities;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Patterns;
using CustomerOps.Ticketing.Promises;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Reports;
using CustomerOps.Ticketing.Returns;
using CustomerOps.Ticketing.Organisations;
using CustomerOps.Ticketing.Routing;
using CustomerOps.Ticketing.SideConversations;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Sla.Calendars;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Sla.Policies;
using CustomerOps.Ticketing.Tasks;
using CustomerOps.Ticketing.Templates;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Views;
using CustomerOps.Ticketing.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;

namespace CustomerOps.Ticketing;

internal sealed class TicketingDb(DbContextOptions<TicketingDb> options, TenantScope tenant) : MessagingDb(options, tenant)
{
    private static readonly JsonSerializerOptions Stored = new(JsonSerializerOptions.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<Customer> Customers => Set<Customer>();
    public DbSet<CustomerIdentity> CustomerIdentities => Set<CustomerIdentity>();
    public DbSet<TimelineEntry> Timeline => Set<TimelineEntry>();
    public DbSet<Order> Orders => Set<Order>();
    public DbSet<OrderAction> OrderActions => Set<OrderAction>();
    public DbSet<ReturnPolicy> ReturnPolicies => Set<ReturnPolicy>();
    public DbSet<CatalogueItem> Catalogue => Set<CatalogueItem>();
    public DbSet<Ticket> Tickets => Set<Ticket>();
    public DbSet<Message> Messages => Set<Message>();
    public DbSet<Mail> Mails => Set<Mail>();
    public DbSet<Escalation> Escalations => Set<Escalation>();
    public DbSet<Calendar> Calendars => Set<Calendar>();
    public DbSet<CalendarVersion> CalendarVersions => Set<CalendarVersion>();
    public DbSet<SlaPolicy> SlaPolicies => Set<SlaPolicy>();
    public DbSet<PolicyVersion> PolicyVersions => Set<PolicyVersion>();
    public DbSet<TicketClocks> TicketClocks => Set<TicketClocks>();
    public DbSet<ClockFactRow> ClockFacts => Set<ClockFactRow>();
    public DbSet<View> Views => Set<View>();
    public DbSet<ReplyTemplate> ReplyTemplates => Set<ReplyTemplate>();
    public DbSet<Macro> Macros => Set<Macro>();
    public DbSet<MacroRun> MacroRuns => Set<MacroRun>();
    public DbSet<BulkRun> BulkRuns => Set<BulkRun>();
    public DbSet<BulkTicket> BulkTickets => Set<BulkTicket>();
    public DbSet<TicketTask> Tasks => Set<TicketTask>();
    public DbSet<Checklist> Checklists => Set<Checklist>();
    public DbSet<SideConversation> Sides => Set<SideConversation>();
    public DbSet<SideMessage> SideMessages => Set<SideMessage>();
    public DbSet<SidePerson> SidePeople => Set<SidePerson>();
    public DbSet<HandlingNote> HandlingNotes => Set<HandlingNote>();
    public DbSet<CustomerPromise> Promises => Set<CustomerPromise>();
    public DbSet<DepartmentTask> DepartmentTasks => Set<DepartmentTask>();
    public DbSet<Complaint> Complaints => Set<Complaint>();
    public DbSet<Mention> Mentions => Set<Mention>();

    /// <summary>What the caller may not do in which queues; nothing in our own loops, and for customers and partners, who have rules of their own.</summary>
    internal QueueLimits Limits { get; set; } = QueueLimits.None;

    /// <summary>The roles of whoever of staff acts, also by a macro; null where a customer or CustomerOps itself does, and fields' rules do not hold.</summary>
    internal IReadOnlyCollection<string>? ActingRoles { get; set; }

    internal Happenings Happenings { get; } = new();

    private string[] Hidden => [.. Limits.Hidden];

    private bool HidesNothing => Limits.Hidden.Count == 0;

    private Guid Ours => Tenant.TenantId ?? Guid.Empty;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        Words<Channel>();
        Words<Origin>();
        Words<TicketState>();
        Words<Visibility>();
        Words<AuthorKind>();
        Words<OrderStatus>();
        Words<OrderActionKind>();
        Words<OrderActionState>();
        Words<ApprovalRole>();
        Words<Direction>();
        Words<AutomaticKind>();
        Words<TicketSort>();
        Words<FactKind>();
        configurationBuilder.Properties<Priority>().HaveConversion<short>();
        configurationBuilder.Properties<Tier>().HaveConversion<short>();

        void Words<T>() where T : struct, Enum => configurationBuilder.Properties<T>().HaveConversion<KebabConverter<T>>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Organisation>().ToTable("organisations").HasKey(o => o.TenantId);
        modelBuilder.Entity<Person>(person => { person.ToTable("people"); person.Property(p => p.Id).ValueGeneratedNever(); });
        modelBuilder.Entity<Customer>(customer => { customer.ToTable("customers"); Json(customer.Property(c => c.PaymentMethods)); customer.Property(c => c.Preferences!).AsJson(); });
        modelBuilder.Entity<TimelineEntry>(entry => { entry.ToTable("timeline"); entry.Property(e => e.Id).ValueGeneratedNever(); entry.HasOne<Customer>().WithMany().HasForeignKey(e => e.CustomerId); });
        modelBuilder.Entity<Order>(order =>
        {
            order.ToTable("orders");
            order.HasOne(o => o.Customer).WithMany().HasForeignKey(o => o.CustomerId);
            Json(order.Property(o => o.Lines));
            Json(order.Property(o => o.Payments));
            Json(order.Property(o => o.Shipments));
        });
        modelBuilder.Entity<OrderAction>(action =>
        {
            action.ToTable("order_actions");
            action.HasOne(a => a.Order).WithMany().HasForeignKey(a => a.OrderId);
            Json(action.Property(a => a.Lines));
            Json(action.Property(a => a.Refunds));
            Json(action.Property(a => a.Charges));
            Json(action.Property(a => a.Citations));
        });
        modelBuilder.Entity<ReturnPolicy>(policy => { policy.ToTable("return_policies"); Json(policy.Property(p => p.Rules)); policy.Property(p => p.Watch!).AsJson(); });
        modelBuilder.Entity<CatalogueItem>().ToTable("catalogue").HasKey(i => new { i.TenantId, i.Sku });
        modelBuilder.Entity<Ticket>(ticket =>
        {
            ticket.ToTable("tickets");
            ticket.Ignore(t => t.NumberText);
            ticket.HasOne(t => t.Customer).WithMany().HasForeignKey(t => t.CustomerId);
            ticket.HasOne(t => t.Assignee).WithMany().HasForeignKey(t => t.AssigneeId);
            OfTheDatabase(ticket.Property(t => t.WaitsOrder));
        });
        modelBuilder.Entity<Message>(message => { message.ToTable("messages"); message.Property(m => m.Id).ValueGeneratedNever(); message.HasOne<Ticket>().WithMany().HasForeignKey(m => m.TicketId); });
        modelBuilder.Entity<Mail>(mail => { mail.ToTable("mails"); mail.Property(m => m.Id).ValueGeneratedNever(); mail.HasOne<Ticket>().WithMany().HasForeignKey(m => m.TicketId); });
        modelBuilder.Entity<Escalation>(step => { step.ToTable("escalations"); step.Property(s => s.Id).ValueGeneratedNever(); step.HasOne<Ticket>().WithMany().HasForeignKey(s => s.TicketId); });
        modelBuilder.MapConversations();
        modelBuilder.MapFields();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(TicketingDb).Assembly);
        base.OnModelCreating(modelBuilder);
        // Instead of the filter every table has: a ticket in a queue that the caller may not read does not exist either.
        // Put like this, PostgreSQL expects to find nearly all; for "not one of these", whichever they may be, it expects hardly any, and plans for so few.
        modelBuilder.Entity<Ticket>().HasQueryFilter(t => t.TenantId == Ours && (Hidden.Contains(t.Queue) ? null : t.Queue) != null);
        // Nor does what is listed by itself and tells of one.
        modelBuilder.Entity<TicketTask>().HasQueryFilter(x => x.TenantId == Ours && (HidesNothing || Tickets.Any(t => t.Id == x.TicketId)));
        modelBuilder.Entity<CustomerPromise>().HasQueryFilter(x => x.TenantId == Ours && (HidesNothing || Tickets.Any(t => t.Id == x.TicketId)));
        modelBuilder.Entity<DepartmentTask>().HasQueryFilter(x => x.TenantId == Ours && (HidesNothing || Tickets.Any(t => t.Id == x.TicketId)));
        modelBuilder.Entity<Complaint>().HasQueryFilter(x => x.TenantId == Ours && (HidesNothing || Tickets.Any(t => t.Id == x.TicketId)));
        modelBuilder.Entity<Opportunity>().HasQueryFilter(x => x.TenantId == Ours && (HidesNothing || Tickets.Any(t => t.Id == x.TicketId)));
        modelBuilder.Entity<ProblemProposal>().HasQueryFilter(x => x.TenantId == Ours && (HidesNothing || !Set<ProposalTicket>().Any(m => m.ProposalId == x.Id && !Tickets.Any(t => t.Id == m.TicketId))));
        modelBuilder.Entity<TicketApproval>().HasQueryFilter(x => x.TenantId == Ours && (HidesNothing || Tickets.Any(t => t.Id == x.TicketId)));
        modelBuilder.Entity<Mention>().HasQueryFilter(x => x.TenantId == Ours && (HidesNothing || Tickets.Any(t => t.Id == x.TicketId)));
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var services = this.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()!.ApplicationServiceProvider!;
        // Changes are looked for where a step needs to see those of the step before, not each time that one asks for entries.
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            ChangeTracker.DetectChanges();
            this.CheckRights();
            await this.CheckFields(services.GetRequiredService<FieldBook>(), services.GetRequiredService<TimeProvider>(), cancellationToken);
            await this.CarryBlockers(services.GetRequiredService<TimeProvider>(), cancellationToken);
            ChangeTracker.DetectChanges();
            this.PlanRouting(services.GetRequiredService<TimeProvider>());
            await this.Keep(services.GetRequiredService<SlaRulebook>(), services.GetRequiredService<TimeProvider>(), cancellationToken);
            ChangeTracker.DetectChanges();
            await this.KeepReports(services.GetRequiredService<SlaRulebook>(), cancellationToken);
            services.GetRequiredService<PatternLooks>().Plan(this);
            await this.FollowOrdersTo(services.GetRequiredService<TimeProvider>(), cancellationToken);
            this.KeepWhoHasWhat(services.GetRequiredService<TimeProvider>());
            await this.PlanEscalations(services.GetRequiredService<EscalationRulebook>(), services.GetRequiredService<TimeProvider>(), cancellationToken);
            ChangeTracker.DetectChanges();
            await this.PlanTriggers(services.GetRequiredService<TriggerBook>(), services.GetRequiredService<TimeProvider>(), cancellationToken);
            foreach (var entry in ChangeTracker.Entries<Chronicled>().Where(e => e.Entity.HasChronicle).ToList())
                Timeline.AddRange(entry.Entity.TakeChronicle());
        }
        finally { ChangeTracker.AutoDetectChangesEnabled = true; }

        try { return await SaveInTurn(acceptAllChangesOnSuccess, cancellationToken); }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "clock_facts" or "ticket_clocks" })
        {
            // The next fact of a ticket is numbered by what was read: another change came first, and its row before its version was looked at.
            throw new DbUpdateConcurrencyException("The ticket has changed since it was read.", e);
        }
    }

    protected override async Task Telling(IReadOnlyList<Told> leaving, CancellationToken ct)
    {
        var services = this.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()!.ApplicationServiceProvider!;
        await this.PlanDeliveries(leaving, services.GetRequiredService<WebhookBook>(), services.GetRequiredService<TimeProvider>(), ct);
    }

    /// <summary>
    /// Whoever changes tickets has their rows first, in one order: the facts that are inserted before would else be waited for by one who has the row, and the
    /// row by one who has inserted them.
    /// </summary>
    private async Task<int> SaveInTurn(bool acceptAllChangesOnSuccess, CancellationToken ct)
    {
        Guid[] changed = [.. ChangeTracker.Entries<Ticket>().Where(e => e.State == EntityState.Modified).Select(e => e.Entity.Id)];
        if (changed.Length == 0) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(ct) : null;
        // What is ours alone is undone as a whole.
        Database.AutoSavepointsEnabled = own is null;
        // Mostly it is one, and of one the plan is kept; of several it is made anew each time.
        await (changed is [var one] ? Database.ExecuteSqlAsync($"select 1 from tickets where tenant_id = {Ours} and id = {one} for no key update", ct)
            : Database.ExecuteSqlAsync($"select 1 from tickets where tenant_id = {Ours} and id = any({changed}) order by id for no key update", ct));
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
        if (own is not null) await own.CommitAsync(ct);
        return saved;
    }

    /// <summary>A column that PostgreSQL computes: read by queries, never written and never read back.</summary>
    internal static void OfTheDatabase<T>(PropertyBuilder<T> property)
    {
        property.Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        property.Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }

    internal static void Json<T>(PropertyBuilder<List<T>> property) => property.HasColumnType("jsonb").HasConversion(
        v => JsonSerializer.Serialize(v, Stored), v => JsonSerializer.Deserialize<List<T>>(v, Stored)!,
        new ValueComparer<List<T>>((a, b) => a!.SequenceEqual(b!), v => v.Count, v => v.ToList()));
}
