using static Activation.Tests.Infrastructure.Deployment;

namespace Activation.Tests.Infrastructure;

public sealed class RoleTests
{
    private const string BlobOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
    private const string BlobContributor = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    private const string QueueContributor = "974c5e8b-45b9-4653-ba55-5f855dd0fb88";
    private const string TableContributor = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";
    private const string ServiceBusOwner = "090c5cfd-751d-490a-894a-3ce6f1109419";
    private const string SecretsOfficer = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";
    private const string MetricsPublisher = "3913510d-42f4-4e42-8a64-420c390055eb";

    private static readonly (string Scope, string Role)[] OfTheApp =
    [
        ("storageAccounts/*", BlobOwner),
        ("storageAccounts/*", TableContributor),
        ("storageAccounts/*", QueueContributor),
        ("queues/import", ServiceBusOwner),
        ("queues/evaluate", ServiceBusOwner),
        ("queues/deliver", ServiceBusOwner),
        ("queues/privacy", ServiceBusOwner),
        ("queues/alert", ServiceBusOwner),
        ("vaults/*", SecretsOfficer),
        ("components/*", MetricsPublisher),
    ];

    [Theory]
    [MemberData(nameof(Deployments.Names), MemberType = typeof(Deployments))]
    public void App_HasTheseRightsAndNoOthers(string name) =>
        Assigned(Deployments.Of(name), a => a.IsApp).ShouldBe(OfTheApp, ignoreOrder: true);

    [Fact]
    public void Droppers_MayWriteWhereFilesAreDroppedAndNowhereElse()
    {
        Assigned(Deployments.Of("prod"), a => !a.IsApp).ShouldBeEmpty();
        Assigned(Deployments.Of("prod, others let in"), a => !a.IsApp)
            .ShouldBe([("containers/crm", BlobContributor), ("containers/events", BlobContributor)], ignoreOrder: true);
    }

    private static IEnumerable<(string Scope, string Role)> Assigned(Deployment deployment, Func<(bool IsApp, string Scope), bool> which) =>
        from assignment in deployment.All("Microsoft.Authorization/roleAssignments")
        let scope = ScopeOf(Text(assignment, "id"))
        where which((Text(assignment, "properties", "principalId") != Deployments.Dropper, scope))
        select (scope, Text(assignment, "properties", "roleDefinitionId").Split('/')[^1]);

    /// <summary>What the assignment is on: the last kind and name before it; names with the environment's token are left open.</summary>
    private static string ScopeOf(string id)
    {
        var parts = id[..id.IndexOf("/providers/Microsoft.Authorization/", StringComparison.OrdinalIgnoreCase)].Split('/');
        return $"{parts[^2]}/{(parts[^2] is "queues" or "containers" ? parts[^1] : "*")}";
    }
}
