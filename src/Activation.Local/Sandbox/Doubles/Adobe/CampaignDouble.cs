namespace Activation.Local.Sandbox.Doubles.Adobe;

/// <summary>Two instances of Campaign: of the organization `sandbox` one of Campaign Standard, of `sandbox-v8` one of Campaign v8.</summary>
internal sealed class CampaignDouble(DoubleAudiences audiences, SandboxOptions options) : PlatformDouble
{
    public override string Name => "campaign";

    public override void Map(DoubleRoutes routes)
    {
        routes.MapToken("/ims/token/v3", options);
        new CampaignInstance(audiences, options, "sandbox", isV8: false).Map(routes);
        new CampaignInstance(audiences, options, "sandbox-v8", isV8: true).Map(routes);
    }
}
