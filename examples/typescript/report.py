import boto3


def report(events, context):
    images = boto3.client("ec2").describe_images(ImageIds=[events["image"]])["Images"]
    return {"summary": f"{events['instance']}: image {events['image']} is {images[0]['State']}"}
