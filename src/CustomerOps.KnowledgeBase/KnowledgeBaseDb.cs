using CustomerOps.KnowledgeBase.Articles;
using CustomerOps.KnowledgeBase.Readings;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase;

internal sealed class KnowledgeBaseDb(DbContextOptions<KnowledgeBaseDb> options, TenantScope tenant) : MessagingDb(options, tenant)
{
    public DbSet<Article> Articles => Set<Article>();

    public DbSet<ArticleVersion> Versions => Set<ArticleVersion>();

    public DbSet<Publication> Publications => Set<Publication>();

    public DbSet<Reading> Readings => Set<Reading>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Article>().ToTable("articles");
        modelBuilder.Entity<ArticleVersion>(version =>
        {
            version.ToTable("article_versions");
            version.HasKey(v => new { v.ArticleId, v.Number });
            version.HasOne<Article>().WithMany().HasForeignKey(v => v.ArticleId);
        });
        modelBuilder.Entity<Publication>(publication =>
        {
            publication.ToTable("publications");
            publication.HasKey(p => p.ArticleId);
            publication.Property(p => p.ArticleId).ValueGeneratedNever();
            publication.HasOne<Article>().WithOne().HasForeignKey<Publication>(p => p.ArticleId);
        });
        modelBuilder.Entity<Reading>(reading => { reading.ToTable("article_readings"); reading.Property(r => r.Id).ValueGeneratedNever(); });
        base.OnModelCreating(modelBuilder);
    }
}
