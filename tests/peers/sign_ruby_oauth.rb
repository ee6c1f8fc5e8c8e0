#!/usr/bin/ruby
# Prints the Authorization header that ruby-oauth makes for a request. Takes
# MDMOCK_URL, MDMOCK_TOKEN (a token.json) and, to make it go wrong,
# MDMOCK_TIMESTAMP and MDMOCK_NONCE from the environment.

require 'json'
require 'net/http'
require 'oauth'
require 'oauth/client/helper'

token = JSON.parse(File.read(ENV['MDMOCK_TOKEN']))
consumer = OAuth::Consumer.new(token['consumer_key'], token['consumer_secret'])
access = OAuth::AccessToken.new(consumer, token['access_token'],
                                token['access_secret'])

uri = URI(ENV['MDMOCK_URL'])
options = { consumer: consumer, token: access, request_uri: uri.to_s,
            signature_method: 'HMAC-SHA1', realm: 'ADM' }
options[:timestamp] = ENV['MDMOCK_TIMESTAMP'] if ENV['MDMOCK_TIMESTAMP']
options[:nonce] = ENV['MDMOCK_NONCE'] if ENV['MDMOCK_NONCE']
puts OAuth::Client::Helper.new(Net::HTTP::Get.new(uri), options).header
