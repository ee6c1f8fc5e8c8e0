// CMSURL headers by System.Security.Cryptography.Pkcs, the classes that
// PowerShell scripts use.
//
//   CmsUrl.exe sign P12 PASSWORD PATH [--digest NAME] [--utf16] [--attached] [--wrapped]
//   CmsUrl.exe verify TRUST PATH               the header on standard input
//   CmsUrl.exe time P12 PASSWORD PATH COUNT    median times, in seconds of the processor
//
// The last three options of sign make it wrong, each in its own way. Without
// --digest it is what the class has as its default.

using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

static class CmsUrl
{
    static byte[] Sign(X509Certificate2 admin, byte[] content, string digest, bool detached)
    {
        var message = new SignedCms(new ContentInfo(content), detached);
        var signer = new CmsSigner(admin) { IncludeOption = X509IncludeOption.EndCertOnly };
        if (digest != null)
            signer.DigestAlgorithm = new Oid(CryptoConfig.MapNameToOID(digest.ToUpperInvariant()));
        signer.SignedAttributes.Add(new Pkcs9SigningTime());
        message.ComputeSignature(signer);
        return message.Encode();
    }

    // Throws where the signature does not fit. The chain is not looked at.
    static void Verify(byte[] bytes, string path)
    {
        var message = new SignedCms(new ContentInfo(Encoding.UTF8.GetBytes(path)), true);
        message.Decode(bytes);
        message.CheckSignature(true);
    }

    [StructLayout(LayoutKind.Sequential)]
    struct TimeSpec
    {
        public IntPtr Seconds;
        public IntPtr Nanoseconds;
    }

    [DllImport("libc")]
    static extern int clock_gettime(int clock, out TimeSpec time);

    // Of this thread alone: what else the machine does is not counted.
    static double ThreadTime()
    {
        const int ThreadCpuTime = 3;
        TimeSpec time;
        clock_gettime(ThreadCpuTime, out time);
        return time.Seconds.ToInt64() + time.Nanoseconds.ToInt64() / 1e9;
    }

    static double Median(int count, Action work)
    {
        var times = new double[count];
        for (int i = 0; i < count; ++i)
        {
            double start = ThreadTime();
            work();
            times[i] = ThreadTime() - start;
        }
        Array.Sort(times);
        return times[count / 2];
    }

    static string Header(byte[] message, Base64FormattingOptions lines = Base64FormattingOptions.None)
    {
        return "CMSURL`1 " + Convert.ToBase64String(message, lines);
    }

    static void SignCommand(string[] args)
    {
        string digest = null;
        Encoding encoding = new UTF8Encoding(false);
        bool detached = true;
        var lines = Base64FormattingOptions.None;
        for (int i = 4; i < args.Length; ++i)
        {
            if (args[i] == "--digest") digest = args[++i];
            if (args[i] == "--utf16") encoding = Encoding.Unicode;
            if (args[i] == "--attached") detached = false;
            if (args[i] == "--wrapped") lines = Base64FormattingOptions.InsertLineBreaks;
        }
        var message = Sign(new X509Certificate2(args[1], args[2]), encoding.GetBytes(args[3]), digest, detached);
        Console.WriteLine(Header(message, lines));
    }

    static void TimeCommand(string[] args)
    {
        var admin = new X509Certificate2(args[1], args[2]);
        int count = int.Parse(args[4]);
        byte[] message = null;
        double sign = Median(count, () =>
        {
            message = Sign(admin, Encoding.UTF8.GetBytes(args[3]), "SHA256", true);
            Header(message);
        });
        double verify = Median(count, () => Verify(message, args[3]));
        var plain = System.Globalization.CultureInfo.InvariantCulture;
        Console.WriteLine(string.Format(plain, "sign {0:R}\nverify {1:R}", sign, verify));
    }

    static int Main(string[] args)
    {
        try
        {
            switch (args.Length > 2 ? args[0] : "")
            {
                case "sign":
                    SignCommand(args);
                    return 0;
                case "verify":
                    var header = Console.In.ReadToEnd().Trim();
                    Verify(Convert.FromBase64String(header.Substring(header.IndexOf(' ') + 1)), args[2]);
                    return 0;
                case "time":
                    TimeCommand(args);
                    return 0;
                default:
                    return 2;
            }
        }
        catch (NotImplementedException)
        {
            Console.Error.WriteLine("the key is not RSA, and Mono knows no other");
            return 89;
        }
        catch (CryptographicException error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
