namespace Activation.Local.Queues;

/// <summary>Says once that something does not answer, and once that it does again.</summary>
internal sealed class OutageLog(ILogger logger, string what)
{
    private bool down;

    public void Noticed(Exception exception)
    {
        if (!down)
        {
            down = true;
            PumpLog.Down(logger, exception.GetType().Name, what);
        }
    }

    public void Over()
    {
        if (down)
        {
            down = false;
            PumpLog.Up(logger, what);
        }
    }
}
