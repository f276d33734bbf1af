namespace Activation.Local.Demonstration;

/// <summary>The demo could not be completed; the host goes on.</summary>
internal sealed class DemoException(string message) : Exception(message);
