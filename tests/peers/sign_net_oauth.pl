#!/usr/bin/perl
# Prints the Authorization header that Net::OAuth makes for a request. Takes
# MDMOCK_URL, MDMOCK_TOKEN (a token.json) and, to make it go wrong,
# MDMOCK_TIMESTAMP and MDMOCK_NONCE from the environment.

use strict;
use warnings;

use JSON::PP qw(decode_json);
use Net::OAuth;

$Net::OAuth::PROTOCOL_VERSION = Net::OAuth::PROTOCOL_VERSION_1_0A;

open my $file, '<', $ENV{MDMOCK_TOKEN} or die "$ENV{MDMOCK_TOKEN}: $!";
my $token = decode_json(do { local $/; <$file> });

my $request = Net::OAuth->request('protected resource')->new(
    consumer_key     => $token->{consumer_key},
    consumer_secret  => $token->{consumer_secret},
    token            => $token->{access_token},
    token_secret     => $token->{access_secret},
    request_url      => $ENV{MDMOCK_URL},
    request_method   => 'GET',
    signature_method => 'HMAC-SHA1',
    timestamp        => $ENV{MDMOCK_TIMESTAMP} // time,
    nonce            => $ENV{MDMOCK_NONCE}
      // join('', map { sprintf '%08x', int rand 2**32 } 1 .. 4),
);
$request->sign;
print $request->to_authorization_header('ADM'), "\n";
