namespace Activation.Local.Sandbox.Doubles;

/// <summary>A stand-in for one platform's API, as strict as the platform's documents say. What it holds survives the process.</summary>
internal abstract class PlatformDouble
{
    /// <summary>The destination type; its addresses are below `/{Name}`.</summary>
    public abstract string Name { get; }

    public virtual CallManners Manners => CallManners.Plain;

    public abstract void Map(DoubleRoutes routes);
}
