// CMSURL headers by Bouncy Castle.
//
//   java CmsUrl sign P12 PASSWORD PATH [--digest NAME] [--utf16] [--attached] [--wrapped]
//   java CmsUrl verify TRUST PATH              the header on standard input
//   java CmsUrl time P12 PASSWORD PATH COUNT   median times, in seconds of the processor
//
// The last three options of sign make it wrong, each in its own way.

import java.io.FileInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;

final class CmsUrl {
    private final PrivateKey key;
    private final X509Certificate certificate;

    private CmsUrl(String p12, String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (FileInputStream file = new FileInputStream(p12)) {
            store.load(file, password.toCharArray());
        }
        String alias = null;
        for (String one : Collections.list(store.aliases())) {
            if (store.isKeyEntry(one)) alias = one;
        }
        key = (PrivateKey) store.getKey(alias, password.toCharArray());
        certificate = (X509Certificate) store.getCertificate(alias);
    }

    private byte[] sign(byte[] content, String digest, boolean attached) throws Exception {
        String scheme = key.getAlgorithm().equals("EC") ? "ECDSA" : "RSA";
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder()
                        .build(digest.toUpperCase() + "with" + scheme, key, certificate));
        generator.addCertificates(new JcaCertStore(Collections.singletonList(certificate)));
        return generator.generate(new CMSProcessableByteArray(content), attached).getEncoded();
    }

    // The chain is not looked at.
    @SuppressWarnings("unchecked")
    private static boolean verify(byte[] message, byte[] content) throws Exception {
        CMSSignedData data = new CMSSignedData(new CMSProcessableByteArray(content), message);
        SignerInformation signer = data.getSignerInfos().iterator().next();
        Object found = data.getCertificates().getMatches(signer.getSID()).iterator().next();
        return signer.verify(
                new JcaSimpleSignerInfoVerifierBuilder().build((X509CertificateHolder) found));
    }

    private static String header(byte[] message) {
        return "CMSURL`1 " + Base64.getEncoder().encodeToString(message);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double median(int count, Work work) throws Exception {
        // Of this thread alone: what else the machine does is not counted.
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        double[] times = new double[count];
        for (int i = 0; i < count; ++i) {
            long start = clock.getCurrentThreadCpuTime();
            work.run();
            times[i] = (clock.getCurrentThreadCpuTime() - start) / 1e9;
        }
        Arrays.sort(times);
        return times[count / 2];
    }

    private static void signCommand(String[] args) throws Exception {
        String digest = "sha256";
        Charset charset = StandardCharsets.UTF_8;
        boolean attached = false;
        Base64.Encoder encoder = Base64.getEncoder();
        for (int i = 4; i < args.length; ++i) {
            switch (args[i]) {
                case "--digest": digest = args[++i]; break;
                case "--utf16": charset = StandardCharsets.UTF_16LE; break;
                case "--attached": attached = true; break;
                case "--wrapped": encoder = Base64.getMimeEncoder(); break;
                default: throw new IllegalArgumentException(args[i]);
            }
        }
        byte[] message = new CmsUrl(args[1], args[2]).sign(args[3].getBytes(charset), digest, attached);
        System.out.println("CMSURL`1 " + encoder.encodeToString(message));
    }

    private static void timeCommand(String[] args) throws Exception {
        CmsUrl admin = new CmsUrl(args[1], args[2]);
        byte[] path = args[3].getBytes(StandardCharsets.UTF_8);
        int count = Integer.parseInt(args[4]);
        byte[] message = admin.sign(path, "sha256", false);
        // The last round counts: the compiler needs the others to warm up.
        int rounds = 8;
        for (int round = 1; round <= rounds; ++round) {
            double sign = median(count, () -> header(admin.sign(path, "sha256", false)));
            double verify = median(count, () -> verify(message, path));
            if (round == rounds) System.out.println("sign " + sign + "\nverify " + verify);
        }
    }

    public static void main(String[] args) throws Exception {
        switch (args.length > 2 ? args[0] : "") {
            case "sign":
                signCommand(args);
                break;
            case "verify":
                String header = new String(System.in.readAllBytes(), StandardCharsets.US_ASCII).trim();
                byte[] message = Base64.getDecoder().decode(header.substring(header.indexOf(' ') + 1));
                try {
                    System.exit(verify(message, args[2].getBytes(StandardCharsets.UTF_8)) ? 0 : 1);
                } catch (CMSException error) {
                    System.err.println(error.getMessage());
                    System.exit(1);
                }
                break;
            case "time":
                timeCommand(args);
                break;
            default:
                System.exit(2);
        }
    }
}
